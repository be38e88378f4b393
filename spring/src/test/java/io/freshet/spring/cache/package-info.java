@NullMarked
package io.freshet.spring.cache;

import org.jspecify.annotations.NullMarked;
