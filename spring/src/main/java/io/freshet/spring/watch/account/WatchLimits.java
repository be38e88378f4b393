package io.freshet.spring.watch.account;

import java.time.Duration;

/**
 * What observing may cost.
 *
 * @param share of the hits that are compared with their source, from 0 to 1; what writes make suspect is compared besides, unless it is 0
 * @param rate how many comparisons a second are begun at the most
 * @param grace how long after a commit an eviction may come, and how long a difference must last
 * @param entries of how many entries is known what they were loaded from
 */
public record WatchLimits(double share, double rate, Duration grace, int entries) {

    boolean compares() {
        return share > 0;
    }
}
