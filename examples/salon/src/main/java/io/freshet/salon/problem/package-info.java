/** What can go wrong in a request, and how it is told: as an RFC 9457 problem detail. */
@NullMarked
package io.freshet.salon.problem;

import org.jspecify.annotations.NullMarked;
