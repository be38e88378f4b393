package io.freshet.witness.spring;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The Actuator endpoint {@code freshetwitness}: the report for programs, one JSON object in each line. Thread-safe. */
@Endpoint(id = "freshetwitness")
public final class WitnessEndpoint {

    private final WitnessReports reports;

    WitnessEndpoint(WitnessReports reports) {
        this.reports = reports;
    }

    /** The report as of now. Blocks on the database. */
    @ReadOperation(produces = "application/x-ndjson")
    public String report() {
        return String.join("\n", reports.now().lines()) + "\n";
    }
}
