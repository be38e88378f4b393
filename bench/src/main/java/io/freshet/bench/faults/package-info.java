/** What breaks, and what Freshet's readers see of it: real servers, real processes, and a check of every read. */
@NullMarked
package io.freshet.bench.faults;

import org.jspecify.annotations.NullMarked;
