package io.freshet.spring.warm;

import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.Mistake;
import io.freshet.spring.settings.Names;
import io.freshet.warm.WarmJob;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The jobs of the application, apart from those that are switched off: beans, and methods marked with {@code @Warm}. Empty until all beans are there;
 * then everything that is wrong with them is told at once. Thread-safe.
 */
public final class WarmJobs implements Iterable<WarmJob>, SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final Set<String> switchedOff;
    private volatile List<WarmJob> jobs = List.of();

    /**
     * In these beans.
     *
     * @param switchedOff names of jobs that are to be left out
     */
    public WarmJobs(ConfigurableListableBeanFactory beans, Set<String> switchedOff) {
        this.beans = beans;
        this.switchedOff = Set.copyOf(switchedOff);
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<Mistake> mistakes = new ArrayList<>();
        Map<String, Origin> found = new LinkedHashMap<>();
        beans.getBeansOfType(WarmJob.class)
                .forEach((name, job) -> add(found, job, "the bean '" + name + "'", mistakes));
        for (WarmedMethod method : WarmedMethod.all(beans)) {
            method.job(beans, mistakes).ifPresent(job -> add(found, job, method.describe(), mistakes));
        }
        requireKnown(found.keySet(), mistakes);
        if (!mistakes.isEmpty()) {
            throw new ConfigurationMistakesException(mistakes);
        }
        jobs = found.values().stream()
                .map(Origin::job)
                .filter(job -> !switchedOff.contains(job.name()))
                .toList();
    }

    private static void add(Map<String, Origin> found, WarmJob job, String place, List<Mistake> mistakes) {
        Origin other = found.putIfAbsent(job.name(), new Origin(job, place));
        if (other != null) {
            mistakes.add(new Mistake(
                    "Two jobs that warm have the name '" + job.name() + "': " + other.place() + " and " + place,
                    "Give one of them another, as by @Warm(name = \"...\")"));
        }
    }

    private void requireKnown(Set<String> names, List<Mistake> mistakes) {
        for (String name : switchedOff) {
            if (!names.contains(name)) {
                mistakes.add(new Mistake(
                        "freshet.warm.switched-off names '" + name + "', but no job that warms has that name",
                        Names.nearest(name, names)
                                .map(nearest -> "The nearest is '" + nearest + "'")
                                .orElse("Leave it out: the application has none")));
            }
        }
    }

    @Override
    public Iterator<WarmJob> iterator() {
        return jobs.iterator();
    }

    /** A job, and where it was found. */
    private record Origin(WarmJob job, String place) {}
}
