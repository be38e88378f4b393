/** What a response says of the cache. */
@NullMarked
package io.freshet.spring.web;

import org.jspecify.annotations.NullMarked;
