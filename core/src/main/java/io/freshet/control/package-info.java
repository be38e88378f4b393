/** What somebody sets while the fleet runs: switches and run-time values, who may be told of them, and how every instance learns of them. */
@NullMarked
package io.freshet.control;

import org.jspecify.annotations.NullMarked;
