/** Whether two values hold the same. */
@NullMarked
package io.freshet.spring.compare;

import org.jspecify.annotations.NullMarked;
