package io.freshet.bench.visibility;

import io.freshet.bench.report.Figures;

/**
 * What was measured of one system.
 *
 * @param name the system
 * @param writes whose visibility was measured
 * @param p50Millis from a write's commit until a read on the other instance returned it: half of the writes
 * @param p99Millis the same: all but one in a hundred
 * @param worstMillis the same: all
 * @param afterAckP50Millis from the return of the write call until then; 0 if the other instance had it before
 * @param afterAckP99Millis the same: all but one in a hundred
 * @param writeP50Millis from the commit until the write call returned
 * @param kills writes during which connections were killed
 * @param connectionsKilled by all of them together
 * @param failedWrites of those, the ones whose call threw, or had not returned after 10 s
 * @param staleAfterKill of those, the ones that the other instance did not see after the time to settle
 */
public record VisibilityResult(
        String name,
        int writes,
        double p50Millis,
        double p99Millis,
        double worstMillis,
        double afterAckP50Millis,
        double afterAckP99Millis,
        double writeP50Millis,
        int kills,
        long connectionsKilled,
        int failedWrites,
        int staleAfterKill) {

    static VisibilityResult of(String name, Sightings sightings, KillFigures kills) {
        long[] afterCommit = sightings.afterCommit();
        long[] afterReturn = sightings.afterReturn();
        return new VisibilityResult(
                name,
                afterCommit.length,
                Figures.millisOfShare(afterCommit, 0.5),
                Figures.millisOfShare(afterCommit, 0.99),
                Figures.millisOfShare(afterCommit, 1),
                Figures.millisOfShare(afterReturn, 0.5),
                Figures.millisOfShare(afterReturn, 0.99),
                Figures.millisOfShare(sightings.returnAfterCommit(), 0.5),
                kills.kills(),
                kills.connectionsKilled(),
                kills.failedWrites(),
                kills.staleAfterKill());
    }
}
