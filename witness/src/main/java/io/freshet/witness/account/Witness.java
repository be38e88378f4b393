package io.freshet.witness.account;

import io.freshet.Cache;
import io.freshet.capture.jdbc.StatementListener;
import io.freshet.change.ChangeSet;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.key.CacheKey;
import io.freshet.load.Loader;
import io.freshet.sql.StatementTexts;
import io.freshet.tag.Tag;
import io.freshet.witness.account.MethodAccount.Declared;
import io.freshet.witness.trace.EntryPoint;
import io.freshet.witness.trace.EntryPoints;
import io.freshet.witness.value.ValueComparison;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

/**
 * Records what cached methods read and what transactions wrote, and has values compared with their source after writes. Thread-safe. It blocks
 * writers if its limits say so, on the source of everything that they may have touched.
 */
public final class Witness implements StatementListener, CacheListener, AutoCloseable {

    private static final int MOST_ENTRIES = 2_000;

    private final WitnessLimits limits;
    private final Pace pace;
    private final Follower follower;
    private final WitnessThread thread;
    private final StatementTexts texts = new StatementTexts();
    private final TableWrites writes = new TableWrites();
    private final ThreadLocal<@Nullable Boolean> telling = new ThreadLocal<>();
    private final ConcurrentMap<Declared, MethodAccount> methods = new ConcurrentHashMap<>();
    private final ConcurrentMap<EntryPoint, EntryAccount> entries = new ConcurrentHashMap<>();
    private volatile DatabaseNames names = DatabaseNames.asSpelled();

    /** A witness of nothing yet. */
    public Witness(WitnessLimits limits) {
        this.limits = limits;
        this.pace = new Pace(limits);
        this.follower = new Follower(limits, pace);
        this.thread = new WitnessThread(
                pace, Duration.ofSeconds(15).plus(limits.bound().multipliedBy(12)));
    }

    /**
     * Now that the application is there.
     *
     * @param comparison how values are compared
     * @param trusted whether anything is served from the cache at all
     * @param database what names stand for
     */
    public void connect(ValueComparison comparison, BooleanSupplier trusted, DatabaseNames database) {
        follower.compareBy(comparison, trusted);
        names = database;
    }

    /** The account of a method. */
    public MethodAccount of(Declared method) {
        return methods.computeIfAbsent(method, MethodAccount::new);
    }

    /** Whether the calling thread calls methods again for comparison: these calls are nobody's. */
    public boolean isAgain() {
        return WitnessThread.isCurrent();
    }

    /** A method was called, perhaps within the load of another. */
    public void called(MethodAccount method) {
        MethodAccount around = LoadFrame.current();
        if (around != null) {
            around.served(method);
        }
        if (!isAgain()) {
            method.called();
        }
    }

    /** Whether an entry should be followed after this call. */
    public boolean wants(CacheKey key) {
        return !isAgain() && follower.wants(key);
    }

    /** A call has returned: if there is an entry under its key, it is followed from now on. */
    public void follow(MethodAccount method, Cache<?, ?> cache, CacheKey key, Type type, Loader<?> again) {
        follower.follow(key, new Followed(method, cache, key, type, again));
    }

    @Override
    public void reads(String sql) {
        MethodAccount method = LoadFrame.current();
        if (method != null) {
            method.read(texts.read(sql));
        }
    }

    @Override
    public void committed(List<String> statements, ChangeSet change, Runnable makeEffective) {
        telling.set(true);
        try {
            makeEffective.run();
        } finally {
            telling.remove();
        }
        if (!isAgain()) {
            wrote(EntryPoints.current(), writes.of(statements, change.tags()), change.tags(), limits.waits());
        }
    }

    @Override
    public void rolledBack(List<String> statements) {
        if (!isAgain()) {
            EntryPoint by = EntryPoints.current();
            Write write = Write.of(by, EntryPoints.onlyTest(), writes.of(statements, List.of()), List.of());
            account(by).wrote(write, false);
        }
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof CacheEvent.Relayed relayed) {
            byTagsAlone(EntryPoint.OUTSIDE, relayed.change());
        } else if (telling.get() == null && !isAgain() && !isOurs()) {
            if (event instanceof CacheEvent.Invalidated made) {
                byTagsAlone(EntryPoints.current(), made.change());
            } else if (event instanceof CacheEvent.InvalidationDelayed late) {
                byTagsAlone(EntryPoints.current(), late.change());
            }
        }
    }

    /** On a thread of the cache's own, which makes effective what was told on the writer's thread before. */
    private static boolean isOurs() {
        return Thread.currentThread().getName().startsWith("freshet-");
    }

    private void byTagsAlone(EntryPoint by, ChangeSet change) {
        wrote(by, writes.of(List.of(), change.tags()), change.tags(), false);
    }

    private void wrote(EntryPoint by, SortedMap<String, SortedSet<String>> tables, List<Tag> tags, boolean waits) {
        if (tables.isEmpty() && tags.isEmpty()) {
            return;
        }
        Write write = Write.of(by, EntryPoints.onlyTest(), tables, tags);
        EntryAccount account = account(by);
        account.wrote(write, true);
        if (pace.draws()) {
            thread.run(
                    () -> follower.mayConcern(write, names)
                            .forEach(entry -> follower.check(entry, write, names, account)),
                    waits);
        }
    }

    private EntryAccount account(EntryPoint by) {
        EntryAccount present = entries.get(by);
        if (present == null && entries.size() >= MOST_ENTRIES) {
            return new EntryAccount(by);
        }
        return present == null ? entries.computeIfAbsent(by, EntryAccount::new) : present;
    }

    /** Waits until all that has begun is compared. */
    public void settle() {
        thread.run(() -> {}, true);
    }

    /** What it has to say by now. */
    public Testimony testify(@Nullable String application) {
        return new Testimony(
                application == null ? "" : application,
                methods.values().stream()
                        .filter(method -> method.callCount() + method.loadCount() > 0)
                        .sorted(Comparator.comparing(method -> method.declared().type() + "#"
                                + method.declared().method()))
                        .toList(),
                entries.values().stream()
                        .sorted(Comparator.comparing(
                                entry -> entry.point().kind() + entry.point().describe()))
                        .toList(),
                names,
                pace.leftOutCount());
    }

    /** Ends its thread. Idempotent. */
    @Override
    public void close() {
        thread.close();
    }
}
