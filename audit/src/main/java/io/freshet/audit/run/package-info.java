/** One audit from paths to findings, for whoever asks for it: the command line, build tools, tests. */
@NullMarked
package io.freshet.audit.run;

import org.jspecify.annotations.NullMarked;
