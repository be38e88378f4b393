package io.freshet.spring.watch;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import java.util.Map;

/** The Actuator endpoint {@code freshetobserve}: what was observed so far. Thread-safe. */
@Endpoint(id = "freshetobserve")
public final class ObserveEndpoint {

    private final WatchReport report;

    /** Of this report. */
    public ObserveEndpoint(WatchReport report) {
        this.report = report;
    }

    /** The report as of now. Does not block. */
    @ReadOperation
    public Map<String, Object> report() {
        return report.asMap();
    }
}
