package io.freshet.bench.groups;

import io.freshet.bench.report.Figures;

import java.util.Arrays;
import java.util.List;

/**
 * What was measured of one system.
 *
 * @param name the system
 * @param rows one for each number of keys
 * @param wrong whether any read was wrong in any of them
 */
public record GroupsResult(String name, List<Row> rows, boolean wrong) {
    public GroupsResult {
        rows = List.copyOf(rows);
    }

    static GroupsResult of(String name, List<Row> rows) {
        return new GroupsResult(name, rows, rows.stream().anyMatch(row -> row.wrongReads() > 0));
    }

    /**
     * The invalidation of the group beside so many keys.
     *
     * @param keys on the server
     * @param millis how long the call took, the median
     * @param worstMillis how long the longest call took
     * @param worstStallMillis the longest that another client waited for an answer while a call ran
     * @param quietWorstMillis the same while nothing else ran, for a second
     * @param wrongReads of the group that returned the old value afterwards, and of the other group that did not return the
     *     cached one
     */
    public record Row(
            int keys,
            double millis,
            double worstMillis,
            double worstStallMillis,
            double quietWorstMillis,
            long wrongReads) {

        static Row of(int keys, long[] nanos, long worstStallNanos, long quietWorstNanos, long wrongReads) {
            return new Row(
                    keys,
                    Figures.millis(Figures.median(nanos)),
                    Figures.millis(Arrays.stream(nanos).max().orElse(0)),
                    Figures.millis(worstStallNanos),
                    Figures.millis(quietWorstNanos),
                    wrongReads);
        }
    }
}
