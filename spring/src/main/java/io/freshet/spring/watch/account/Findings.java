package io.freshet.spring.watch.account;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What was found so far: each different finding once, with how often. Thread-safe. */
public final class Findings {

    private static final int MOST = 200;

    private final Consumer<Finding> listener;
    private final List<Counted> found = new ArrayList<>();
    private final Map<FindingKind, LongAdder> counts = new EnumMap<>(FindingKind.class);

    /** @param listener hears of each that is the first of its kind for its cache */
    Findings(Consumer<Finding> listener) {
        this.listener = listener;
        for (FindingKind kind : FindingKind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    void add(Finding finding) {
        adder(finding.kind()).increment();
        if (isFirst(finding)) {
            listener.accept(finding);
        }
    }

    private synchronized boolean isFirst(Finding finding) {
        boolean isFirst = true;
        for (Counted each : found) {
            if (each.finding.isLike(finding)) {
                each.count++;
                return false;
            }
            isFirst &= each.finding.kind() != finding.kind()
                    || !each.finding.cache().equals(finding.cache());
        }
        if (found.size() < MOST) {
            found.add(new Counted(finding));
            return isFirst;
        }
        return false;
    }

    private LongAdder adder(FindingKind kind) {
        return counts.getOrDefault(kind, new LongAdder());
    }

    /** How often something of this kind was found. */
    public long count(FindingKind kind) {
        return adder(kind).sum();
    }

    /** All that differ, the first 200 of them, in the order in which they were found. */
    public synchronized List<Found> all() {
        return found.stream().map(each -> new Found(each.finding, each.count)).toList();
    }

    /**
     * A finding with how often it was made.
     *
     * @param finding the first of them
     * @param count how many are like it
     */
    public record Found(Finding finding, long count) {}

    private static final class Counted {

        private final Finding finding;
        private long count = 1;

        Counted(Finding finding) {
            this.finding = finding;
        }
    }
}
