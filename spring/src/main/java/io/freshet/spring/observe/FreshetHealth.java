package io.freshet.spring.observe;

import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Always up, since without its cache the application answers from the source; the details say whether it has to, and
 * whether it relies on the outbox because the shared tier does not answer. Thread-safe. */
public final class FreshetHealth extends AbstractHealthIndicator {

    private final Freshet freshet;

    /** The health of one instance. */
    public FreshetHealth(Freshet freshet) {
        this.freshet = freshet;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        FreshetStatus status = freshet.status();
        boolean isWhole = status.leaseRuns() && !status.direct();
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
                .withDetail("waitingInvalidations", status.waitingInvalidations());
    }
}
