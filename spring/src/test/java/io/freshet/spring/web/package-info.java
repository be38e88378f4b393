/** Tests. */
@NullMarked
package io.freshet.spring.web;

import org.jspecify.annotations.NullMarked;
