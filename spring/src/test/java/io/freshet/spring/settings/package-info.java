/** Tests. */
@NullMarked
package io.freshet.spring.settings;

import org.jspecify.annotations.NullMarked;
