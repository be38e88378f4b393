package io.freshet.spring.warm;

import io.freshet.warm.WarmJob;
import io.freshet.warm.WarmStatus;
import io.freshet.warm.Warmer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The Actuator endpoint {@code freshetwarm}: how the jobs stand that warm, beginning one and pausing it. Thread-safe. */
@Endpoint(id = "freshetwarm")
public final class WarmEndpoint {

    private final Warmer warmer;
    private final Iterable<WarmJob> jobs;
    private final WarmReports reports;

    /**
     * Of these jobs.
     *
     * @param reports tell how they come along
     */
    public WarmEndpoint(Warmer warmer, Iterable<WarmJob> jobs, WarmReports reports) {
        this.warmer = warmer;
        this.jobs = jobs;
        this.reports = reports;
    }

    /** How each job stands on this instance: those of the application in their order, then those begun in code. */
    @ReadOperation
    public List<WarmStatus> status() {
        Map<String, WarmStatus> begun =
                warmer.status().stream().collect(Collectors.toMap(WarmStatus::name, Function.identity()));
        List<WarmStatus> all = new ArrayList<>();
        for (WarmJob job : jobs) {
            WarmStatus known = begun.remove(job.name());
            all.add(known == null ? WarmStatus.idle(job.name()) : known);
        }
        warmer.status().stream()
                .filter(status -> begun.containsKey(status.name()))
                .forEach(all::add);
        return all;
    }

    /**
     * Begins the job of this name, or goes on with it; one that is not known, or is switched off, is not found.
     *
     * @param anew whether from the first key on, whatever has been done
     * @param pause whether to stop it here instead, until it is begun again
     */
    @WriteOperation
    public @Nullable List<WarmStatus> begin(@Selector String job, @Nullable Boolean anew, @Nullable Boolean pause) {
        for (WarmJob known : jobs) {
            if (known.name().equals(job)) {
                if (Boolean.TRUE.equals(pause)) {
                    warmer.pause(job);
                } else if (Boolean.TRUE.equals(anew)) {
                    warmer.submitAnew(known);
                } else {
                    warmer.submit(known);
                }
                reports.watch();
                return status();
            }
        }
        return null;
    }
}
