package io.freshet.salon;

import io.freshet.salon.MatrixReads.Read;
import io.freshet.salon.RowChanges.Change;
import io.freshet.salon.SalonClient.Answer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

/** One row of the matrix: all cached reads on all instances, before and after one write. */
final class MatrixRow {

    private final List<SalonClient> instances;
    private final List<Read> reads;
    private Map<Read, Answer> before = Map.of();
    private final Set<String> changed = new TreeSet<>();
    private int cells;
    private int turn;

    /** @param instances the same user on each of them; the first is the one that is written through */
    MatrixRow(List<SalonClient> instances, List<Read> reads) {
        this.instances = instances;
        this.reads = reads;
    }

    /** Reads everything everywhere until it comes from a cache. */
    void prime() {
        before = onEach(MatrixRow::primed).get(0);
    }

    /** On all instances at once, on each one after the other: the settings, which every request reads, are the first. */
    private List<Map<Read, Answer>> onEach(BiFunction<SalonClient, Read, Answer> get) {
        return instances.parallelStream()
                .map(instance -> reads.stream().collect(toMap(read -> read, read -> get.apply(instance, read))))
                .toList();
    }

    private static Answer primed(SalonClient instance, Read read) {
        var answer = instance.get(read.path());
        return isHit(answer)
                ? answer
                : await(read.path())
                        .atMost(Duration.ofSeconds(30))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> instance.get(read.path()), MatrixRow::isHit);
    }

    /** Reads everything everywhere again, compares with the source, and says in words what is wrong. */
    List<String> compare(List<Change> changes) {
        var mistakes = new ArrayList<String>();
        // First of all from the caches: reading the source may not help them.
        var after = onEach((instance, read) -> instance.get(read.path()));
        for (var read : reads) {
            var source = instances.get(0).getFromSource(read.path());
            if (!isSame(source, before.get(read))) {
                changed.addAll(read.templates());
            }
            for (int i = 0; i < instances.size(); i++) {
                cells++;
                compare(i, read, after.get(i).get(read), source, changes).ifPresent(mistakes::add);
            }
        }
        return mistakes;
    }

    private static Optional<String> compare(
            int instance, Read read, Answer cached, Answer source, List<Change> changes) {
        var where = " on instance " + instance + ": " + read.path() + " of " + read.templates();
        if (!isSame(cached, source)) {
            return Optional.of("stale" + where + " is " + cached.status() + " " + cached.body() + " from "
                    + cached.header("X-Cache") + ", and the source says " + source.status() + " " + source.body());
        }
        return isHit(cached) || changes.stream().anyMatch(change -> isTouched(read, change))
                ? Optional.empty()
                : Optional.of("evicted" + where + " by nothing that it reads, but " + changes);
    }

    /** Reads everything on one instance, which must have it cached still, as it was; and says in words what is not so. */
    List<String> forgotten() {
        var instance = instances.get(turn++ % instances.size());
        cells += reads.size();
        return reads.stream()
                .filter(read -> {
                    var answer = instance.get(read.path());
                    return !isHit(answer) || !isSame(answer, before.get(read));
                })
                .map(read -> "evicted or changed: " + read.path() + " of " + read.templates())
                .toList();
    }

    /** Whether everything is cached on all instances. */
    boolean isKept() {
        return onEach((instance, read) -> instance.get(read.path())).stream()
                .allMatch(answers -> answers.values().stream().allMatch(MatrixRow::isHit));
    }

    private static boolean isTouched(Read read, Change change) {
        return read.templates().stream()
                .anyMatch(template -> CacheDependencies.isTouched(template, read.key(), change));
    }

    int cells() {
        return cells;
    }

    /** The templates of the caches of which an entry is another now. */
    Set<String> changed() {
        return changed;
    }

    /** Whether the answer is the same, and not whether it comes from the same place. */
    private static boolean isSame(Answer one, Answer other) {
        return one.status() == other.status() && one.body().equals(other.body());
    }

    private static boolean isHit(Answer answer) {
        return answer.header("X-Cache").startsWith("hit");
    }
}
