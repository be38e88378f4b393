package io.freshet.capture.observe;

import io.freshet.load.LoadObserver;
import io.freshet.load.Observed;
import io.freshet.sql.Reading;
import io.freshet.sql.SqlName;
import io.freshet.sql.TableRead;
import io.freshet.tag.Dependency;
import io.freshet.tag.ReadRows;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * What one load has read so far. Used by the thread that began it.
 *
 * <h2>Why writes must have been noticed before the load began</h2>
 *
 * A trigger waits for those who are writing, and sees everyone who writes later. So what nobody noticed was committed before the trigger was,
 * and a statement that begins later shows it. A transaction that the load began may have its snapshot from any time since the load began, though: so
 * a table counts only if writes to it were noticed before that.
 */
public final class StatementObservation implements LoadObserver.Observation {

    /** So many different rows of all tables together; further ones count as their whole table. */
    private static final int MOST_ROWS = 1_000;

    private static final ThreadLocal<@Nullable StatementObservation> INNERMOST = new ThreadLocal<>();

    private final @Nullable StatementObservation around = INNERMOST.get();
    private final String tenant;
    private final long beganNanos = System.nanoTime();
    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<String> tablesOfTenant = new LinkedHashSet<>();
    private final Set<String> gaps = new LinkedHashSet<>();
    private final Set<ReadRows> rows = new LinkedHashSet<>();
    private final Set<ReadRows> rowsOfTenant = new LinkedHashSet<>();
    private boolean isPending;
    private int statements;

    private StatementObservation(String tenant) {
        this.tenant = tenant;
    }

    static StatementObservation begin(String tenant) {
        StatementObservation observation = new StatementObservation(tenant);
        INNERMOST.set(observation);
        return observation;
    }

    /** The one that runs on the calling thread, if any. */
    public static @Nullable StatementObservation current() {
        return INNERMOST.get();
    }

    /**
     * A statement is going to be executed.
     *
     * @param known what the names in it stand for
     * @param isCertain whether a name means the same on each connection
     * @param parameters the values of its parameters, null where one is not known
     */
    public void executes(
            Reading reading, ReadTables known, Predicate<SqlName> isCertain, IntFunction<@Nullable Object> parameters) {
        statements++;
        if (reading instanceof Reading.Unclear unclear) {
            gaps.add("executes a statement that " + unclear.why());
        } else if (reading instanceof Reading.Reads reads) {
            reads.tables().forEach(read -> reads(new PinnedRows(read, reads.words(), parameters), known, isCertain));
            reads.functions().forEach(function -> add(known.function(function), false));
            reads.attributes().forEach(name -> attribute(name, reads, known));
        }
    }

    private void attribute(String name, Reading.Reads reads, ReadTables known) {
        Known called = known.attribute(name);
        if (!called.equals(Known.NOTHING) && !isColumn(name, reads, known)) {
            add(called, false);
        }
    }

    /** Whether it is one of every table here that it may belong to; of one that is pending nobody knows yet, and the load is pending for it. */
    private static boolean isColumn(String name, Reading.Reads reads, ReadTables known) {
        List<TableRead> places = reads.tables().stream()
                .filter(read -> read.columns().contains(name))
                .toList();
        return !places.isEmpty()
                && places.stream()
                        .map(read -> known.table(read.table()))
                        .allMatch(what -> what instanceof Known.Pending
                                || (what instanceof Known.Tables tables
                                        && tables.columns().containsKey(name)));
    }

    private void reads(PinnedRows read, ReadTables known, Predicate<SqlName> isCertain) {
        SqlName table = read.read().table();
        if (!isCertain.test(table)) {
            gaps.add(
                    "reads the table " + table
                            + " without its schema, while connections change their search path, their role or their temporary tables");
            return;
        }
        Known what = known.table(table);
        List<Object> owners = read.values(known.tenantColumn());
        boolean isOwn = !tenant.isEmpty()
                && owners.size() == 1
                && tenant.equals(owners.get(0).toString());
        Optional<ReadRows> some = what instanceof Known.Tables noticed && noticed.wasNoticedAt(beganNanos)
                ? read.of(noticed)
                : Optional.empty();
        if (some.isPresent() && rows.size() + rowsOfTenant.size() < MOST_ROWS) {
            (isOwn ? rowsOfTenant : rows).add(some.get());
        } else {
            add(what, isOwn);
        }
    }

    private void add(Known known, boolean isOwn) {
        if (known instanceof Known.Gap gap) {
            gaps.add(gap.why());
        } else if (known instanceof Known.Tables noticed && noticed.wasNoticedAt(beganNanos)) {
            (isOwn && noticed.isItself() ? tablesOfTenant : tables).addAll(noticed.tables());
        } else {
            isPending = true;
        }
    }

    /** Something happens of which nobody can tell what it reads; as the end of a sentence that begins with "it". */
    public void gap(String why) {
        statements++;
        gaps.add(why);
    }

    @Override
    public Observed observed() {
        return new Observed(
                dependencies(tables), dependencies(tablesOfTenant), rows, rowsOfTenant, gaps, isPending, statements);
    }

    private static Set<Dependency> dependencies(Set<String> names) {
        Set<Dependency> dependencies = new LinkedHashSet<>();
        names.forEach(name -> dependencies.add(new TableDependency(name)));
        return dependencies;
    }

    @Override
    public void close() {
        if (around == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(around);
        }
    }
}
