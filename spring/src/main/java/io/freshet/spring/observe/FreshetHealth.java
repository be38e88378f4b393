package io.freshet.spring.observe;

import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Always up, since without its cache the application answers from the source; the details say whether it has to. Thread-safe. */
public final class FreshetHealth extends AbstractHealthIndicator {

    private final Freshet freshet;

    /** The health of one instance. */
    public FreshetHealth(Freshet freshet) {
        this.freshet = freshet;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        FreshetStatus status = freshet.status();
        builder.up()
                .withDetail("status", status.leaseRuns() ? "trusted" : "degraded")
                .withDetail("remote", status.remote())
                .withDetail("remoteAnswers", status.remoteAnswers())
                .withDetail("outbox", status.outbox())
                .withDetail("boundMillis", status.bound().toMillis())
                .withDetail("waitingInvalidations", status.waitingInvalidations());
    }
}
