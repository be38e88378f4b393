/** The console in a servlet container. */
@NullMarked
package io.freshet.console.servlet;

import org.jspecify.annotations.NullMarked;
