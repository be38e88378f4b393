@NullMarked
package io.freshet.spring.compare;

import org.jspecify.annotations.NullMarked;
