package io.freshet.console.service;

import io.freshet.console.fleet.CourseReport;
import io.freshet.console.watch.History;
import io.freshet.console.watch.Samples;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What follows from the latest samples, each worked out once for each sample, by whoever asks first. Thread-safe. */
final class Courses {

    private final History history;
    private final Map<String, Course> caches = new HashMap<>();
    private @Nullable Together together;
    private int round = -1;

    Courses(History history) {
        this.history = history;
    }

    /** Of one cache. */
    synchronized Course of(String cache) {
        renew();
        return caches.computeIfAbsent(cache, any -> Course.of(history.of(cache)));
    }

    /** Of these caches together. */
    synchronized Together together(Collection<String> names) {
        renew();
        Together known = together;
        if (known == null || known.caches != names.size()) {
            known = Together.of(names.stream().map(history::of).toList());
            together = known;
        }
        return known;
    }

    private void renew() {
        int now = history.round();
        if (now != round) {
            round = now;
            caches.clear();
            together = null;
        }
    }

    /**
     * Of several caches.
     *
     * @param caches how many
     * @param course what follows from all their samples
     * @param told the same as other instances are told
     */
    record Together(int caches, Course course, CourseReport told) {

        private static Together of(List<Samples> all) {
            Samples sum = Figures.together(all);
            return new Together(
                    all.size(),
                    Course.of(sum),
                    new CourseReport(Figures.parts(sum.hits()), Figures.parts(sum.misses()), Figures.readRates(sum)));
        }
    }
}
