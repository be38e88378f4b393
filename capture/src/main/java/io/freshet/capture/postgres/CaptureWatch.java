package io.freshet.capture.postgres;

import io.freshet.capture.CaptureException;
import io.freshet.capture.postgres.Drift.Kind;
import io.freshet.change.ChangeSet;
import io.freshet.change.ChangeSink;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Installs as {@link PostgresCapture} does, and looks from time to time whether what it has installed still tells every write. Thread-safe; blocks
 * on the database. Close it to end its thread.
 *
 * <h2>Why nothing stays stale</h2>
 *
 * The problem: somebody disables a trigger, restores a table or attaches a partition while the application runs. Writes from then on are not
 * told, and no entry knows.
 *
 * <p>The idea: each look reads one {@link TableState} for each table and compares it with that of the look before. Where they differ the triggers are
 * installed again if anything lacks, which waits for all who are writing; then the tags of the table are raised. Whatever was loaded before
 * has an older stamp than that, and whatever is loaded later sees what was written untold.
 *
 * <p>Where the triggers cannot be installed, the table is first noted as one that is not told, and its tags are raised after that: see {@link
 * LiveShapes}. Until they can be, nothing that depends on it is kept. A change that was undone before the look leaves another state too, since the
 * catalog's rows were written by other transactions.
 */
public final class CaptureWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CaptureWatch.class.getName());
    private static final Duration LATE_LOCK = Duration.ofSeconds(1);
    private static final Duration ASKED_EVERY = Duration.ofHours(1);

    private final DataSource database;
    private final CaptureOptions options;
    private final Set<Shape> wanted = new LinkedHashSet<>();
    private final Map<Long, TableState> known = new HashMap<>();
    private final Set<String> seen = new TreeSet<>();
    private final Set<String> forgotten = new TreeSet<>();
    private final SortedMap<String, Drift> lost = new TreeMap<>();
    private @Nullable Hearer hearer;
    private @Nullable ScheduledThreadPoolExecutor worker;
    private volatile List<Drift> unmended = List.of();
    private String schema = "";
    private long askedNanos;

    /** Nothing installed. */
    public CaptureWatch(DataSource database, CaptureOptions options) {
        this.database = database;
        this.options = options;
    }

    /** As {@link PostgresCapture#install(DataSource, Shapes, CaptureOptions)}; from now on it is looked whether that stays so. */
    public synchronized Installation install(Shapes shapes) {
        Installation installation = install(shapes, options);
        seen.removeAll(shapes.tables());
        return installation;
    }

    /** The same while the application works, when nobody may wait long for a trigger. */
    public synchronized Installation installLate(Shapes shapes) {
        Installation installation = install(shapes, options.withLockTimeout(LATE_LOCK));
        seen.removeAll(shapes.tables());
        return installation;
    }

    /**
     * The same for tables that a load was seen to read. One of them that is dropped later is forgotten until a load asks for it again; in between
     * nothing is kept that depends on it.
     */
    public synchronized Installation installSeen(Shapes shapes) {
        Set<String> names = new TreeSet<>(shapes.tables());
        names.removeAll(named(wanted, Set.of()));
        Installation installation = install(shapes, options.withLockTimeout(LATE_LOCK));
        seen.addAll(names);
        return installation;
    }

    private Installation install(Shapes shapes, CaptureOptions how) {
        look();
        Map<Long, TableState> before = states(named(wanted, shapes.all()));
        Installation installation = PostgresCapture.install(database, shapes, how);
        wanted.addAll(shapes.all());
        Map<Long, TableState> after = installation.isChanged() ? states(named(wanted, Set.of())) : before;
        Set<String> names = named(shapes.all(), Set.of());
        after.forEach((oid, state) -> {
            if (!known.containsKey(oid)
                    || (installation.isChanged() && state.names().stream().anyMatch(names::contains))) {
                known.put(oid, state);
            }
        });
        remember(names);
        note(installation.schema());
        return installation;
    }

    /** Tables that were gone are told again; what was written to them before that nobody has noticed. */
    private void remember(Set<String> names) {
        Hearer present = hearer;
        Set<String> again = new TreeSet<>(names);
        again.retainAll(forgotten);
        if (present != null && !again.isEmpty()) {
            present.sink().committed(ChangeSet.of(raisedBy(again), "capture"));
            present.shapes().regain(again);
            forgotten.removeAll(again);
        }
    }

    private static Set<String> raisedBy(Set<String> tables) {
        Set<String> tags = new LinkedHashSet<>();
        tables.forEach(table -> tags.addAll(new TableDependency(table).raisedBy("")));
        return tags;
    }

    /** People may like to know who depends on what; nothing else needs it. */
    private void note(String schema) {
        this.schema = schema;
        askedNanos = System.nanoTime();
        try (Connection connection = database.getConnection()) {
            AskedShapes.note(connection, schema, options.application(), wanted);
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "It could not be noted which shapes are asked for", e);
        }
    }

    private static Set<String> named(Collection<Shape> some, Collection<Shape> others) {
        Set<String> names = new TreeSet<>();
        some.forEach(shape -> names.add(shape.table()));
        others.forEach(shape -> names.add(shape.table()));
        return names;
    }

    /**
     * Begins to look. To be called once.
     *
     * @param every how long after a look the next one is
     * @param shapes learns which tables are not told
     * @param sink gets the tags of what may have been written untold
     * @param told gets what was found: each change once
     */
    public synchronized void start(Duration every, LiveShapes shapes, ChangeSink sink, Consumer<Drift> told) {
        listen(shapes, sink, told);
        worker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "freshet-capture");
            thread.setDaemon(true);
            return thread;
        });
        long nanos = every.toNanos();
        var unused = worker.scheduleWithFixedDelay(this::lookQuietly, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** The same without looking by itself. */
    synchronized void listen(LiveShapes shapes, ChangeSink sink, Consumer<Drift> told) {
        hearer = new Hearer(shapes, sink, told);
    }

    /** A database that is away is seen by everybody else. */
    private void lookQuietly() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The triggers could not be looked at; this is tried again", e);
        }
    }

    /**
     * Looks once, mends what can be mended, and invalidates what may have been missed.
     *
     * @throws CaptureException if the catalog cannot be read
     */
    public synchronized void look() {
        Hearer present = hearer;
        if (present == null || wanted.isEmpty()) {
            return;
        }
        if (System.nanoTime() - askedNanos > ASKED_EVERY.toNanos()) {
            note(schema);
        }
        Map<Long, TableState> now = states(named(wanted, Set.of()));
        Set<String> names = TableState.differing(known, now);
        names.retainAll(named(wanted, Set.of()));
        Map<String, String> changes = described(names, now);
        lost.keySet().forEach(name -> changes.putIfAbsent(name, ""));
        if (changes.isEmpty()) {
            return;
        }
        List<Drift> drifts = new ArrayList<>();
        changes.forEach((name, change) -> drifts.add(mended(name, change)));
        Map<Long, TableState> after = states(named(wanted, Set.of()));
        known.clear();
        known.putAll(after);
        drifts.forEach(drift -> tell(drift, present));
        unmended = List.copyOf(lost.values());
    }

    private Map<String, String> described(Set<String> names, Map<Long, TableState> now) {
        Map<String, String> described = new TreeMap<>();
        for (String name : names) {
            Set<String> changes = new TreeSet<>();
            now.forEach((oid, state) -> {
                if (state.names().contains(name)) {
                    TableState before = known.get(oid);
                    changes.addAll(before == null ? List.of("it was created or attached") : state.since(before));
                }
            });
            boolean isLess = known.entrySet().stream()
                    .anyMatch(before -> before.getValue().names().contains(name) && !now.containsKey(before.getKey()));
            if (isLess) {
                changes.add("it, or a partition of it, was dropped, detached or renamed");
            }
            described.put(name, String.join("; ", changes));
        }
        return described;
    }

    private Drift mended(String name, String change) {
        Shapes shapes = new Shapes(
                wanted.stream().filter(shape -> shape.table().equals(name)).collect(Collectors.toSet()));
        try {
            Installation installation = PostgresCapture.install(database, shapes, options.withLockTimeout(LATE_LOCK));
            Set<Shape> untold = new HashSet<>(shapes.all());
            untold.removeAll(installation.told().all());
            if (!untold.isEmpty()) {
                return lost(name, change, "rows are told as their whole table", "PostgresCapture.missing says why");
            }
            boolean wasUntold = installation.isChanged() || lost.containsKey(name);
            return new Drift(
                    Set.of(name),
                    wasUntold ? Kind.MENDED : Kind.CHANGED,
                    installation.isChanged() ? joined(change, String.join("; ", installation.steps())) : change,
                    "");
        } catch (UnknownTableException e) {
            if (seen.remove(name)) {
                wanted.removeAll(shapes.all());
                forgotten.add(name);
                return new Drift(Set.of(name), Kind.CHANGED, change, "");
            }
            return lost(
                    name,
                    change,
                    String.valueOf(e.getMessage()),
                    "When the table is there again, its triggers are installed by themselves");
        } catch (MissingRightsException e) {
            return lost(
                    name,
                    change,
                    String.join("; ", e.missing()) + ", for which role \"" + e.role() + "\" has no right",
                    "Run the script that PostgresCapture.script writes, as the owner of the table");
        } catch (CaptureException e) {
            return lost(name, change, String.valueOf(e.getMessage()), "This is tried again");
        }
    }

    private static Drift lost(String name, String change, String why, String remedy) {
        return new Drift(Set.of(name), Kind.LOST, joined(change, why), remedy);
    }

    private static String joined(String change, String why) {
        return change.isEmpty() ? why : change + "; " + why;
    }

    /** First noted, then raised, then kept again: see above. */
    private void tell(Drift drift, Hearer hears) {
        boolean isNews = drift.kind() != Kind.LOST;
        boolean isTold = isNews && !forgotten.containsAll(drift.tables());
        if (!isTold) {
            hears.shapes().lose(drift.tables());
        }
        if (drift.kind() == Kind.LOST) {
            for (String table : drift.tables()) {
                isNews |= lost.put(table, drift) == null;
            }
        }
        if (isNews) {
            hears.sink().committed(ChangeSet.of(raisedBy(drift.tables()), "capture"));
            hears.told().accept(drift);
        }
        if (isTold) {
            hears.shapes().regain(drift.tables());
            lost.keySet().removeAll(drift.tables());
        }
    }

    /** What has been installed, and is to be told from then on; waits while it is installed or looked at. */
    public synchronized Shapes wanted() {
        return new Shapes(wanted);
    }

    /** What is not told now, a table each; empty if all is. Never blocks. */
    public List<Drift> lost() {
        return unmended;
    }

    private Map<Long, TableState> states(Set<String> names) {
        try (Connection connection = database.getConnection()) {
            return TableState.of(connection, names);
        } catch (SQLException e) {
            throw new CaptureException("Cannot look whether writes are told: " + e.getMessage(), e);
        }
    }

    /** Ends its thread. Idempotent. */
    @Override
    public synchronized void close() {
        if (worker != null) {
            worker.shutdownNow();
        }
    }

    private record Hearer(LiveShapes shapes, ChangeSink sink, Consumer<Drift> told) {}
}
