package io.freshet.spring.warm;

import io.freshet.warm.WarmJob;
import io.freshet.warm.Warmer;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Begins the jobs of the application when it is ready. Does not hold it up. */
public final class WarmAtStart implements ApplicationListener<ApplicationReadyEvent> {

    private final Warmer warmer;
    private final Iterable<WarmJob> jobs;
    private final WarmReports reports;

    /**
     * With these jobs.
     *
     * @param reports tell how they come along
     */
    public WarmAtStart(Warmer warmer, Iterable<WarmJob> jobs, WarmReports reports) {
        this.warmer = warmer;
        this.jobs = jobs;
        this.reports = reports;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        boolean hasAny = false;
        for (WarmJob job : jobs) {
            warmer.submit(job);
            hasAny = true;
        }
        if (hasAny) {
            reports.watch();
        }
    }
}
