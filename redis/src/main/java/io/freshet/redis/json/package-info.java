/** Values as JSON, by their declared types. */
@NullMarked
package io.freshet.redis.json;

import org.jspecify.annotations.NullMarked;
