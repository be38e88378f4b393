/** The databases that writes are captured in. */
@NullMarked
package io.freshet.spring.database;

import org.jspecify.annotations.NullMarked;
