package io.freshet.capture.observe;

import io.freshet.load.LoadObserver;
import io.freshet.load.Observed;
import io.freshet.sql.Operand;
import io.freshet.sql.Reading;
import io.freshet.sql.SqlName;
import io.freshet.sql.TableRead;
import io.freshet.tag.Dependency;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    private static final int MOST_ROWS = 1_000;

    private static final ThreadLocal<@Nullable StatementObservation> INNERMOST = new ThreadLocal<>();

    private final @Nullable StatementObservation around = INNERMOST.get();
    private final String tenant;
    private final long beganNanos = System.nanoTime();
    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<String> tablesOfTenant = new LinkedHashSet<>();
    private final Set<String> gaps = new LinkedHashSet<>();
    private final Set<RowsRead> rows = new LinkedHashSet<>();
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
            reads.tables().forEach(read -> reads(read, known, isCertain, parameters));
            reads.functions().forEach(function -> add(known.function(function), null));
        }
    }

    private void reads(
            TableRead read, ReadTables known, Predicate<SqlName> isCertain, IntFunction<@Nullable Object> parameters) {
        SqlName table = read.table();
        if (!isCertain.test(table)) {
            gaps.add(
                    "reads the table " + table
                            + " without its schema, while connections change their search path, their role or their temporary tables");
            return;
        }
        Map<String, Object> values = values(read, parameters);
        rows.add(new RowsRead(table, rows.size() < MOST_ROWS ? values : Map.of()));
        Object owner = values.get(known.tenantColumn());
        add(known.table(table), owner == null ? null : owner.toString());
    }

    private static Map<String, Object> values(TableRead read, IntFunction<@Nullable Object> parameters) {
        Map<String, Object> values = new HashMap<>();
        read.pinned().forEach((column, operand) -> {
            Object value = operand instanceof Operand.Parameter parameter
                    ? parameters.apply(parameter.index())
                    : ((Operand.Literal) operand).text();
            if (value != null) {
                values.put(column, value);
            }
        });
        return values;
    }

    private void add(Known known, @Nullable String owner) {
        if (known instanceof Known.Gap gap) {
            gaps.add(gap.why());
        } else if (known instanceof Known.Tables noticed && noticed.wasNoticedAt(beganNanos)) {
            boolean isOwn = noticed.isItself() && !tenant.isEmpty() && tenant.equals(owner);
            (isOwn ? tablesOfTenant : tables).addAll(noticed.tables());
        } else {
            isPending = true;
        }
    }

    /** Something happens of which nobody can tell what it reads; as the end of a sentence that begins with "it". */
    public void gap(String why) {
        statements++;
        gaps.add(why);
    }

    /** Which rows the statements read; after a thousand different ones, whole tables. */
    public List<RowsRead> rowsRead() {
        return List.copyOf(rows);
    }

    @Override
    public Observed observed() {
        return new Observed(dependencies(tables), dependencies(tablesOfTenant), gaps, isPending, statements);
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
