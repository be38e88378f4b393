@NullMarked
package io.freshet.spring.watch.account;

import org.jspecify.annotations.NullMarked;
