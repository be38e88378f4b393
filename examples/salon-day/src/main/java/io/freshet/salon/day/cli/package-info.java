/** The command line. */
@NullMarked
package io.freshet.salon.day.cli;

import org.jspecify.annotations.NullMarked;
