/** What was counted, as a line each second, as a summary and as JSON. */
@NullMarked
package io.freshet.salon.day.report;

import org.jspecify.annotations.NullMarked;
