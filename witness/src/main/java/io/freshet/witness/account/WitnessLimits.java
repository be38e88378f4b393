package io.freshet.witness.account;

import java.time.Duration;

/**
 * How much a witness does.
 *
 * @param waits whether writers wait until all that they may have touched has been compared
 * @param share of the writes after which values are compared, from 0 to 1; does not count where writers wait
 * @param rate how many loads a second that may cause at the most; does not count where writers wait
 * @param keys how many entries are followed
 * @param bound the staleness bound, after which a difference counts
 */
public record WitnessLimits(boolean waits, double share, double rate, int keys, Duration bound) {

    /** Where writers wait, and everything is compared. */
    public static WitnessLimits everything(Duration bound) {
        return new WitnessLimits(true, 1, 1, 10_000, bound);
    }
}
