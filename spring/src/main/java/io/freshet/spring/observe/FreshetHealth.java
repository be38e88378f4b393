package io.freshet.spring.observe;

import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import io.freshet.SwitchedOff;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Always up, since without its cache the application answers from the source; the details say whether it has to, and
 * whether it relies on the outbox because the shared tier does not answer. Thread-safe. */
public final class FreshetHealth extends AbstractHealthIndicator {

    private final Freshet freshet;
    private final Supplier<List<String>> untold;
    private final Supplier<Map<String, Object>> capture;

    /**
     * The health of one instance.
     *
     * @param untold the tables of which writes are not noticed, and why
     * @param capture what else there is to say of how writes are noticed
     */
    public FreshetHealth(Freshet freshet, Supplier<List<String>> untold, Supplier<Map<String, Object>> capture) {
        this.freshet = freshet;
        this.untold = untold;
        this.capture = capture;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        FreshetStatus status = freshet.status();
        List<String> lost = untold.get();
        boolean isWhole = status.leaseRuns() && !status.direct() && lost.isEmpty();
        if (!lost.isEmpty()) {
            builder.withDetail("untold", lost);
        }
        if (!status.switchedOff().isEmpty()) {
            builder.withDetail(
                    "switchedOff",
                    status.switchedOff().stream().map(SwitchedOff::toString).toList());
        }
        builder.up()
                .withDetail("status", isWhole ? "trusted" : "degraded")
                .withDetail("leaseRuns", status.leaseRuns())
                .withDetail("direct", status.direct())
                .withDetail("remote", status.remote())
                .withDetail("remoteAnswers", status.remoteAnswers())
                .withDetail("outbox", status.outbox())
                .withDetail("lineage", status.lineage())
                .withDetail("relayActive", status.relayActive())
                .withDetail("boundMillis", status.bound().toMillis())
                .withDetail("stalenessMillis", Promise.of(status).toMillis())
                .withDetail("waitingInvalidations", status.waitingInvalidations())
                .withDetails(capture.get());
    }
}
