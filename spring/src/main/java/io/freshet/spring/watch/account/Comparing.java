package io.freshet.spring.watch.account;

import io.freshet.spring.compare.SameValues;
import io.freshet.spring.compare.Verdict;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Compares what was served with what its method answers when it is called again, in the background. Thread-safe. */
public final class Comparing {

    private final WatchLimits limits;
    private final LongSupplier nanos;
    private final Executor background;
    private final Tables tables;
    private final Writers writers;
    private final Findings findings;
    private final Pace pace;
    private final LongAdder leftOut = new LongAdder();

    Comparing(
            WatchLimits limits,
            LongSupplier nanos,
            Executor background,
            Tables tables,
            Writers writers,
            Findings findings) {
        this.limits = limits;
        this.nanos = nanos;
        this.background = background;
        this.tables = tables;
        this.writers = writers;
        this.findings = findings;
        this.pace = new Pace(limits.rate(), nanos);
    }

    /** How many comparisons there was no room for. */
    public long leftOutCount() {
        return leftOut.sum();
    }

    /** A value was served that is to be compared. */
    void served(CacheAccount cache, EntryAccount entry, String key, @Nullable Object value, Asker asker) {
        if (!entry.take()) {
            return;
        }
        long servedNanos = nanos.getAsLong();
        boolean isBegun = begin(
                asker,
                again -> compare(new Served(cache, entry, key, value, servedNanos, asker.method()), again),
                entry::giveBack);
        if (!isBegun) {
            entry.giveBack();
        }
    }

    /** A value was loaded; if nothing is known of its method yet, it is seen whether that answers so again. */
    void loaded(@Nullable Object value, Asker asker) {
        MethodAccount method = asker.method();
        if (!method.isProven() && method.isComparable()) {
            begin(
                    asker,
                    again -> {
                        if (SameValues.compare(value, again.call()) == Verdict.SAME) {
                            method.same();
                        }
                    },
                    () -> {});
        }
    }

    private boolean begin(Asker asker, Work work, Runnable after) {
        if (!pace.admits()) {
            leftOut.increment();
            return false;
        }
        Recall recall = asker.recall();
        if (recall == null) {
            return false;
        }
        MethodAccount method = asker.method();
        try {
            background.execute(() -> {
                try {
                    work.with(() -> Again.call(recall));
                } catch (Throwable e) { // a method may throw anything
                    method.failed();
                } finally {
                    after.run();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            leftOut.increment();
            return false;
        }
    }

    private void compare(Served served, Recall again) throws Throwable {
        EntryAccount entry = served.entry();
        MethodAccount method = served.method();
        long number = tables.number();
        Object fresh;
        try {
            fresh = again.call();
        } catch (Throwable e) { // the write that made it suspect is not looked at again for ever
            entry.cleared(number);
            throw e;
        }
        switch (SameValues.compare(served.value(), fresh)) {
            case SAME -> {
                method.same();
                entry.cleared(number);
            }
            case UNKNOWN ->
                method.incomparable(
                        "they hold something that cannot be looked into, such as a proxy or a lazy collection");
            case DIFFERENT -> {
                method.different();
                if (method.isProven()) {
                    differs(served, fresh, number, again);
                }
            }
        }
    }

    private void differs(Served served, @Nullable Object fresh, long number, Recall again) throws Throwable {
        EntryAccount.Difference first = served.entry().difference();
        if (first != null && SameValues.compare(first.served(), served.value()) == Verdict.SAME) {
            if (served.nanos() - first.atNanos() >= limits.grace().toNanos()) {
                stale(served, first, number);
            }
        } else if (isSteady(served.method(), fresh, number, again)) {
            served.entry().differs(new EntryAccount.Difference(served.value(), nanos.getAsLong(), number));
        }
    }

    /** Whether the method answers the same when it is called once more. If it does not, and nobody was heard to write, it may never do so. */
    private boolean isSteady(MethodAccount method, @Nullable Object fresh, long number, Recall again) throws Throwable {
        Object second = again.call();
        if (SameValues.compare(fresh, second) == Verdict.SAME) {
            return true;
        }
        if (SameValues.compare(second, again.call()) != Verdict.SAME && tables.number() == number) {
            method.unsteady();
        }
        return false;
    }

    /** @param number the latest write that was heard of when the source was asked once more */
    private void stale(Served served, EntryAccount.Difference first, long number) {
        CacheAccount cache = served.cache();
        served.entry().told();
        cache.stale();
        List<Write> writes = served.entry().writes(tables.any(), first.number());
        if (writes.isEmpty()) { // a write is heard of after its commit: the first look may have come between them
            writes = served.entry().writes(tables.any(), number);
        }
        List<Write> forgotten = writes.stream()
                .filter(write -> !writers.areKnownToEvict(write.writer(), cache))
                .toList();
        List<Write> causes = forgotten.isEmpty() ? writes : forgotten;
        String method = served.method().name();
        String what = "key " + served.key() + " of " + method + " is served stale";
        if (causes.isEmpty()) {
            findings.add(new Finding(
                    FindingKind.STALE_ANSWER,
                    cache.name(),
                    method,
                    "",
                    "",
                    what + ", and no write of this application was seen to what it was loaded from"));
            return;
        }
        Writer writer = causes.get(0).writer();
        String written = causes.stream()
                .filter(write -> write.writer().equals(writer))
                .map(Write::table)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        findings.add(new Finding(
                FindingKind.MISSING_INVALIDATION,
                cache.name(),
                method,
                written,
                writer.describe(),
                what + " since " + writer.describe() + " wrote "
                        + (written.equals(Tables.ANY) ? "something unknown" : written)
                        + (forgotten.isEmpty()
                                ? ", which evicts from this cache, but not this entry"
                                : ", which evicts nothing from this cache")));
    }

    /** What is done with a method that is called again. */
    private interface Work {
        void with(Recall again) throws Throwable;
    }

    /**
     * An answer of a cache.
     *
     * @param nanos when it was given
     */
    private record Served(
            CacheAccount cache,
            EntryAccount entry,
            String key,
            @Nullable Object value,
            long nanos,
            MethodAccount method) {}
}
