/** The command line. */
@NullMarked
package io.freshet.audit.cli;

import org.jspecify.annotations.NullMarked;
