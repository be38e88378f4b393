/** The module as applications use it. */
@NullMarked
package io.freshet.spring;

import org.jspecify.annotations.NullMarked;
