/** What is known of caches that somebody else keeps: who read and wrote what, what was compared, what is wrong. */
@NullMarked
package io.freshet.spring.watch.account;

import org.jspecify.annotations.NullMarked;
