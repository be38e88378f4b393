@NullMarked
package io.freshet.spring.warm;

import org.jspecify.annotations.NullMarked;
