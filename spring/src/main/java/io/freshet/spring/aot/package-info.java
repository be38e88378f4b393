/** What a native image has to be told, and what is known when an application is processed ahead of time. */
@NullMarked
package io.freshet.spring.aot;

import org.jspecify.annotations.NullMarked;
