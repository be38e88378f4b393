package io.freshet.spring.warm;

import io.freshet.warm.WarmJob;
import io.freshet.warm.Warmer;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
        List<WarmJob> first = new ArrayList<>();
        jobs.forEach(first::add);
        first.sort(Comparator.comparingInt(WarmJob::priority).reversed()); // the first to be submitted begins at once
        first.forEach(warmer::submit);
        if (!first.isEmpty()) {
            reports.watch();
        }
    }
}
