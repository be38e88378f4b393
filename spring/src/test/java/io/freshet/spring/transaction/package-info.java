@NullMarked
package io.freshet.spring.transaction;

import org.jspecify.annotations.NullMarked;
