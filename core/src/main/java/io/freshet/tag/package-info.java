/** Dependencies of entries, and the tags that stand for them in the protocol. */
@NullMarked
package io.freshet.tag;

import org.jspecify.annotations.NullMarked;
