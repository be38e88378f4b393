/** The salons of the chain: how one is opened with its settings and an owner, and closed with all that it has. */
@NullMarked
package io.freshet.salon.chain;

import org.jspecify.annotations.NullMarked;
