package io.freshet.spring.watch;

import io.freshet.spring.watch.account.MethodAccount;

/**
 * A method with cache annotations.
 *
 * @param account what is known of it
 * @param isReading whether it is answered from a cache, asks for nothing else and returns the value itself: only then may it be called again
 */
record WatchedMethod(MethodAccount account, boolean isReading) {}
