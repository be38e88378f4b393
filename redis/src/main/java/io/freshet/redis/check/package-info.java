/** What can be told of the servers of the shared tier: how they are set up, and what that means to Freshet. */
@NullMarked
package io.freshet.redis.check;

import org.jspecify.annotations.NullMarked;
