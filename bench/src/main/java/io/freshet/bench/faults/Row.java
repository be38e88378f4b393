package io.freshet.bench.faults;

/**
 * What one fault did.
 *
 * @param fault its name
 * @param reads answered while it was there, and a second before and after
 * @param writes committed meanwhile, by instances and past them
 * @param staleBeyondBound reads older than the staleness bound allows
 * @param lostInvalidations keys that an instance still answered wrongly when everything had settled
 * @param longestStalenessMillis how long the most outdated answer had been out of date, from the return of the commit
 * @param longestWithoutCacheMillis the longest time in which every read of an instance went to its loader
 * @param staleAfterAcknowledge reads of the bounded cache older than a write whose caller had gone on before they began
 * @param staleStrict the same of the strict cache
 * @param hitPercent reads answered without the loader
 */
record Row(
        String fault,
        long reads,
        long writes,
        long staleBeyondBound,
        long lostInvalidations,
        double longestStalenessMillis,
        double longestWithoutCacheMillis,
        long staleAfterAcknowledge,
        long staleStrict,
        double hitPercent) {

    /** Whether the promise was kept. */
    boolean isKept() {
        return staleBeyondBound == 0 && lostInvalidations == 0;
    }
}
