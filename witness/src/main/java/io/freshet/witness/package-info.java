/** The witness in tests: what cached methods really read and what was really written, held against what is declared. */
@NullMarked
package io.freshet.witness;

import org.jspecify.annotations.NullMarked;
