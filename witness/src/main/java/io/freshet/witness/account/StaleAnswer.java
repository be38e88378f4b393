package io.freshet.witness.account;

import java.util.SortedSet;

/**
 * An entry that was still served after a committed write, and differed from what its method answered then.
 *
 * @param key the key
 * @param by who wrote, in words
 * @param during the test that ran; empty if that is not known
 * @param tables what was written
 */
public record StaleAnswer(String key, String by, String during, SortedSet<String> tables) {}
