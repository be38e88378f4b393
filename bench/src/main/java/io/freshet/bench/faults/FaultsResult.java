package io.freshet.bench.faults;

import java.util.List;

/**
 * What all faults did to one system.
 *
 * @param name of the system
 * @param boundMillis the staleness bound that it was set to
 * @param rows one for each fault
 */
record FaultsResult(String name, long boundMillis, List<Row> rows) {

    FaultsResult {
        rows = List.copyOf(rows);
    }
}
