/** Which tables an entity is kept in. */
@NullMarked
package io.freshet.spring.table;

import org.jspecify.annotations.NullMarked;
