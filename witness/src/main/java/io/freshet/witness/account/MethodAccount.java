package io.freshet.witness.account;

import io.freshet.sql.Reading;
import io.freshet.sql.SqlName;
import io.freshet.sql.TableRead;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.RowsDependency;
import io.freshet.tag.TableDependency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was witnessed of one cached method. Thread-safe; its memory is bounded. */
public final class MethodAccount {

    private static final int MOST_NAMES = 500;
    private static final int MOST_GAPS = 20;
    private static final int MOST_CAUSES = 100;
    private static final int MOST_STALE = 20;

    private final Declared declared;
    private final Map<SqlName, Set<String>> reads = new HashMap<>();
    private final Set<String> gaps = new LinkedHashSet<>();
    private final Set<MethodAccount> nested = new LinkedHashSet<>();
    private final Map<String, Invalidated> causes = new TreeMap<>();
    private final Set<String> incomparable = new LinkedHashSet<>();
    private final List<StaleAnswer> stale = new ArrayList<>();
    private long calls;
    private long loads;
    private long statements;
    private long kept;
    private long compared;

    /** Nothing witnessed yet. */
    public MethodAccount(Declared declared) {
        this.declared = declared;
    }

    /**
     * What a method says of itself.
     *
     * @param type its class
     * @param method its name, with the types of its parameters
     * @param cache the name of its cache
     * @param template the form of its keys
     * @param dependencies what it says its results depend on
     * @param observe auto, always or never
     * @param isObserved whether its results depend on what it is seen to read
     */
    public record Declared(
            String type,
            String method,
            String cache,
            String template,
            List<Dependency> dependencies,
            String observe,
            boolean isObserved) {

        /** Copies. */
        public Declared {
            dependencies = List.copyOf(dependencies);
        }

        /** Its class and name. */
        public String describe() {
            return type.substring(type.lastIndexOf('.') + 1) + "." + method.replaceAll("\\(.*", "");
        }

        /** The tables, whole or by rows. */
        public SortedSet<String> tables() {
            SortedSet<String> tables = new TreeSet<>();
            for (Dependency dependency : dependencies) {
                if (dependency instanceof TableDependency table) {
                    tables.add(table.table());
                } else if (dependency instanceof RowsDependency rows) {
                    tables.add(rows.shape().table());
                } else if (dependency instanceof KeyedRows rows) {
                    tables.add(rows.shape().table());
                }
            }
            return tables;
        }

        /** The columns of those tables of which it names columns, and nothing else. */
        public SortedMap<String, SortedSet<String>> columns() {
            SortedMap<String, SortedSet<String>> columns = new TreeMap<>();
            Set<String> whole = new HashSet<>();
            for (Dependency dependency : dependencies) {
                if (dependency instanceof TableDependency table) {
                    whole.add(table.table());
                } else if (dependency instanceof KeyedRows rows) {
                    Set<String> reads = rows.shape().reads();
                    columns.computeIfAbsent(rows.shape().table(), table -> new TreeSet<>())
                            .addAll(reads);
                    if (reads.isEmpty()) {
                        whole.add(rows.shape().table());
                    }
                }
            }
            columns.keySet().removeAll(whole);
            return columns;
        }

        /** The free tags. */
        public SortedSet<String> tags() {
            SortedSet<String> tags = new TreeSet<>();
            for (Dependency dependency : dependencies) {
                if (dependency instanceof FreeDependency free) {
                    tags.add(free.tag());
                }
            }
            return tags;
        }

        /** Whether a table is among those declared, under its name with or without schema. */
        public boolean names(String table) {
            Set<String> tables = tables();
            return tables.contains(table) || tables.contains(bare(table));
        }
    }

    static String bare(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /** What it says of itself. */
    public Declared declared() {
        return declared;
    }

    synchronized void called() {
        calls++;
    }

    synchronized void loads() {
        loads++;
    }

    synchronized void kept() {
        kept++;
    }

    synchronized void compared() {
        compared++;
    }

    synchronized void served(MethodAccount inner) {
        if (inner != this) {
            nested.add(inner);
        }
    }

    synchronized void read(Reading reading) {
        statements++;
        if (reading instanceof Reading.Unclear unclear) {
            gap("executes a statement that " + unclear.why());
        } else if (reading instanceof Reading.Reads known) {
            known.tables().forEach(this::read);
        }
    }

    private void read(TableRead table) {
        if (reads.size() < MOST_NAMES || reads.containsKey(table.table())) {
            Set<String> columns = reads.computeIfAbsent(table.table(), name -> new HashSet<>());
            if (table.isWhole()) {
                columns.add(TablesRead.ALL);
            } else {
                table.columns().forEach(column -> columns.add(column.toLowerCase(Locale.ROOT)));
            }
        }
    }

    private void gap(String why) {
        if (gaps.size() < MOST_GAPS) {
            gaps.add(why);
        }
    }

    synchronized void invalidated(Invalidated by) {
        if (causes.size() < MOST_CAUSES || causes.containsKey(by.cause())) {
            causes.merge(by.cause(), by, Invalidated::plus);
        }
    }

    synchronized void incomparable(String why) {
        if (incomparable.size() < MOST_GAPS) {
            incomparable.add(why);
        }
    }

    synchronized void stale(StaleAnswer answer) {
        if (stale.size() < MOST_STALE) {
            stale.add(answer);
        }
    }

    /** How often it was called. */
    public synchronized long callCount() {
        return calls;
    }

    /** How often its source was asked. */
    public synchronized long loadCount() {
        return loads;
    }

    /** How many statements its loads were seen to execute. */
    public synchronized long statementCount() {
        return statements;
    }

    /** How often an entry of its was there after a call. */
    public synchronized long keptCount() {
        return kept;
    }

    /** How often a value was compared with its source. */
    public synchronized long comparedCount() {
        return compared;
    }

    /** Why values could not be compared. */
    public synchronized List<String> incomparable() {
        return List.copyOf(incomparable);
    }

    /** Its stale answers, the first 20. */
    public synchronized List<StaleAnswer> stale() {
        return List.copyOf(stale);
    }

    /** By what its entries were invalidated. */
    public synchronized List<Invalidated> invalidated() {
        return List.copyOf(causes.values());
    }

    private synchronized Map<SqlName, Set<String>> ownReads() {
        Map<SqlName, Set<String>> copy = new HashMap<>();
        reads.forEach((name, columns) -> copy.put(name, Set.copyOf(columns)));
        return copy;
    }

    private synchronized Set<String> ownGaps() {
        return Set.copyOf(gaps);
    }

    /** The cached methods that it calls. */
    public synchronized Set<MethodAccount> nested() {
        return Set.copyOf(nested);
    }

    /** What it has read, by itself and through other cached methods. Blocks on the database. */
    public TablesRead read(DatabaseNames names) {
        SortedMap<String, SortedSet<String>> columns = new TreeMap<>();
        SortedSet<String> untold = new TreeSet<>();
        collect(names, columns, untold, new HashSet<>());
        return new TablesRead(columns, untold);
    }

    private void collect(
            DatabaseNames names,
            SortedMap<String, SortedSet<String>> columns,
            Set<String> untold,
            Set<MethodAccount> met) {
        if (!met.add(this)) {
            return;
        }
        untold.addAll(ownGaps());
        ownReads().forEach((name, read) -> {
            DatabaseNames.Behind behind = names.tablesBehind(name);
            untold.addAll(behind.gaps());
            behind.tables()
                    .forEach(table -> columns.computeIfAbsent(table, each -> new TreeSet<>())
                            .addAll(behind.isView() ? Set.of(TablesRead.ALL) : ofTable(names, table, read)));
        });
        nested().forEach(inner -> inner.collect(names, columns, untold, met));
    }

    /** Of a statement's columns those that the table has: a name without an alias may belong to any of its tables. */
    private static Set<String> ofTable(DatabaseNames names, String table, Set<String> read) {
        Set<String> all = names.columns(table);
        if (all.isEmpty() || read.contains(TablesRead.ALL)) {
            return read;
        }
        Set<String> own = new HashSet<>(read);
        own.retainAll(all);
        return own;
    }
}
