/** Tests. */
@NullMarked
package io.freshet.spring.aot;

import org.jspecify.annotations.NullMarked;
