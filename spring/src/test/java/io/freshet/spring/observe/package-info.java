/** Tests. */
@NullMarked
package io.freshet.spring.observe;

import org.jspecify.annotations.NullMarked;
