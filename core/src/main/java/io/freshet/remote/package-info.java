/** What Freshet asks of the shared tier: an entry store, a sequencer, a codec. */
@NullMarked
package io.freshet.remote;

import org.jspecify.annotations.NullMarked;
