/** What any codec writes, made smaller. */
@NullMarked
package io.freshet.redis.pack;

import org.jspecify.annotations.NullMarked;
