/** Values in Kryo's binary form, of classes that are allowed. */
@NullMarked
package io.freshet.redis.kryo;

import org.jspecify.annotations.NullMarked;
