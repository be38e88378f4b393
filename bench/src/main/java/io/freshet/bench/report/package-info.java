/** What a benchmark found, as a table and as JSON. */
@NullMarked
package io.freshet.bench.report;

import org.jspecify.annotations.NullMarked;
