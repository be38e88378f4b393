/** Annotated methods: the proxies around them, and the checks that they can be kept. */
@NullMarked
package io.freshet.spring.method;

import org.jspecify.annotations.NullMarked;
