/** The auto-configuration. */
@NullMarked
package io.freshet.spring.configure;

import org.jspecify.annotations.NullMarked;
