package io.freshet.spring.warm;

import io.freshet.warm.WarmJob;
import io.freshet.warm.Warmer;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Begins the jobs that are beans when the application is ready. Does not hold it up. */
public final class WarmAtStart implements ApplicationListener<ApplicationReadyEvent> {

    private final Warmer warmer;
    private final Iterable<WarmJob> jobs;

    /** With these jobs. */
    public WarmAtStart(Warmer warmer, Iterable<WarmJob> jobs) {
        this.warmer = warmer;
        this.jobs = jobs;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        jobs.forEach(warmer::submit);
    }
}
