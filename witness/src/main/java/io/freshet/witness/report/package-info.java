/** What follows from what was witnessed, for people and for programs. */
@NullMarked
package io.freshet.witness.report;

import org.jspecify.annotations.NullMarked;
