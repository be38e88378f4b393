/** Values as CBOR, by their declared types. */
@NullMarked
package io.freshet.redis.cbor;

import org.jspecify.annotations.NullMarked;
