package io.freshet.spring.warm;

import io.freshet.warm.WarmJob;
import io.freshet.warm.WarmStatus;
import io.freshet.warm.Warmer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import java.util.List;

/** The Actuator endpoint {@code freshetwarm}: how the jobs stand that warm, and beginning one. Thread-safe. */
@Endpoint(id = "freshetwarm")
public final class WarmEndpoint {

    private final Warmer warmer;
    private final Iterable<WarmJob> jobs;

    /** Of these jobs. */
    public WarmEndpoint(Warmer warmer, Iterable<WarmJob> jobs) {
        this.warmer = warmer;
        this.jobs = jobs;
    }

    /** How each job stands that was begun on this instance. */
    @ReadOperation
    public List<WarmStatus> status() {
        return warmer.status();
    }

    /**
     * Begins the job of this name, or goes on with it; one that is not known is not found.
     *
     * @param anew whether from the first key on, whatever has been done
     */
    @WriteOperation
    public @Nullable List<WarmStatus> begin(@Selector String job, @Nullable Boolean anew) {
        for (WarmJob known : jobs) {
            if (known.name().equals(job)) {
                if (Boolean.TRUE.equals(anew)) {
                    warmer.submitAnew(known);
                } else {
                    warmer.submit(known);
                }
                return warmer.status();
            }
        }
        return null;
    }
}
