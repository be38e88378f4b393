/** The shared tier on Redis or Valkey: entries under plain keys, the sequence in Lua scripts. */
@NullMarked
package io.freshet.redis;

import org.jspecify.annotations.NullMarked;
