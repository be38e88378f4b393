@NullMarked
package io.freshet.spring.watch;

import org.jspecify.annotations.NullMarked;
