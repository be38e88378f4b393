package io.freshet.test.cache;

import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import io.freshet.read.Held;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.KeyTags;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.RowsDependency;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tag;
import io.freshet.tag.Tags;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What a failed assertion has to say besides that it failed. */
final class Explanation {

    private static final int MOST_LINES = 10;

    private Explanation() {}

    /** Why nothing is served under a key. */
    static String ofMiss(TestedCache tested, CacheKey key) {
        StringBuilder text = new StringBuilder();
        Held held = tested.held(key).orElse(null);
        if (held == null) {
            text.append("nothing lies there: it was not loaded, or not kept, or it expired long ago.");
            appendNotKept(tested, text);
            if (tested.isOff()) {
                text.append("\nSwitched off are ")
                        .append(tested.freshet().controls().switchedOff());
            }
        } else {
            text.append(why(tested, held));
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            text.append(
                    "\nThe test runs in a transaction: what is read in one that has written, or that holds a JPA session, goes past"
                            + " the cache and is not kept. Take @Transactional off the test");
        }
        return text.append(holdings(tested)).toString();
    }

    private static void appendNotKept(TestedCache tested, StringBuilder text) {
        List<String> reasons = new ArrayList<>(tested.evidence().notKept(tested.name()));
        long unkept = tested.cache().meter().notKeptCount();
        if (unkept > 0) {
            reasons.add(unkept
                    + " loads were not kept, since it could not be told, or not yet, what they depend on: the first that reads a"
                    + " table which no cache declares lets writes to it be noticed from then on, and the next is kept");
        }
        if (!reasons.isEmpty()) {
            text.append("\nOf this cache is known:").append(lines(reasons));
        }
    }

    private static String why(TestedCache tested, Held held) {
        return switch (held.state()) {
            case EXPIRED -> "it expired " + text(held.timeLeft().negated()) + " ago.";
            case INVALIDATED -> {
                List<String> by = new ArrayList<>();
                tested.evidence().all().stream()
                        .filter(write -> !write.matching(held.entry().tags()).isEmpty())
                        .forEach(write -> by.add(matched(write, held.entry())));
                yield "it was invalidated"
                        + (by.isEmpty() ? " by something that was not seen in this test." : " by:" + lines(by));
            }
            case UNPROVEN ->
                "this instance cannot prove that it is still true: its shared tier or its database does not answer. It says: "
                        + tested.freshet().status();
            case WITHHELD ->
                "its cache is switched off or not open yet: "
                        + tested.freshet().controls().switchedOff();
            case SERVED -> "it is served now, so it was loaded a moment ago.";
        };
    }

    static String matched(Evidence.Write write, Entry entry) {
        return "the " + subject(write) + ", by which the tags " + write.matching(entry.tags())
                + " of the entry were raised";
    }

    private static String subject(Evidence.Write write) {
        Set<String> tables = tables(write);
        return (tables.isEmpty() ? "invalidation" : "write to " + String.join(", ", tables))
                + (write.change().cause().isBlank() ? "" : " (" + write.change().cause() + ")")
                + (write.failure().isEmpty() ? "" : ", which is not effective yet: " + write.failure());
    }

    static Set<String> tables(Evidence.Write write) {
        Set<String> tables = new LinkedHashSet<>();
        write.change().tags().stream()
                .map(KnownTables::tableOf)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .forEach(tables::add);
        return tables;
    }

    /** What a cache holds. */
    static String holdings(TestedCache tested) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Held> each : tested.local().entrySet()) {
            Held held = each.getValue();
            lines.add(each.getKey() + ", " + held.state().name().toLowerCase(Locale.ROOT)
                    + (held.state() == Held.State.SERVED ? " for " + text(held.timeLeft()) : ""));
        }
        return lines.isEmpty() ? "\nThe cache holds nothing in process." : "\nThe cache holds, by key:" + lines(lines);
    }

    /** What an entry depends on, as far as the hashes of its tags can be told. */
    static String dependencies(TestedCache tested, CacheKey key, Entry entry) {
        Set<Long> left = new HashSet<>();
        for (long tag : entry.tags()) {
            left.add(tag);
        }
        List<String> lines = new ArrayList<>();
        for (Dependency dependency : tested.cache().dependencies()) {
            Dependency own = dependency instanceof KeyedRows rows ? rows.at(key) : dependency;
            boolean isCarried =
                    takeAll(own.carriedBy(key.tenant()), left) || takeAll(dependency.carriedBy(key.tenant()), left);
            lines.add(text(dependency)
                    + (own instanceof RowsDependency rows
                            ? ", here " + rows.texts().values()
                            : "")
                    + (isCarried ? ", declared" : ", declared and observed"));
        }
        KnownTables tables = KnownTables.of(tested);
        for (String table : tables.names()) {
            boolean isWhole = left.contains(Tag.hashOf(Tags.table(table)))
                    || left.contains(Tag.hashOf(Tags.of(Tags.table(table), key.tenant())));
            Set<String> carried = new HashSet<>(new TableDependency(table).carriedBy(key.tenant()));
            carried.add(Tags.tableUnknown(table));
            carried.add(Tags.tableUnknown(table) + Tags.ANY_TENANT);
            if (takeAll(carried, left)) {
                lines.add((isWhole ? "table " : "rows of table ") + table + ", observed");
            }
        }
        takeAll(KeyTags.carriedBy(key), left);
        for (Evidence.Write write : tested.evidence().all()) {
            for (Tag tag : write.change().tags()) {
                if (left.remove(tag.hash())) {
                    lines.add(tag.name());
                }
            }
        }
        lines.add("its key and its cache");
        if (!left.isEmpty()) {
            lines.add(
                    left.size()
                            + " tags whose names are not known here, as those of rows and of what other caches served its load");
        }
        if (!tables.failure().isEmpty()) {
            lines.add("perhaps others: " + tables.failure());
        }
        return "\nIt depends on:" + lines(lines);
    }

    private static boolean takeAll(Collection<String> names, Set<Long> left) {
        boolean any = false;
        for (String name : names) {
            any |= left.remove(Tag.hashOf(name));
        }
        return any;
    }

    static String text(Dependency dependency) {
        if (dependency instanceof TableDependency table) {
            return "table " + table.table();
        }
        return dependency instanceof FreeDependency tag ? "tag " + tag.tag() : dependency.toString();
    }

    /** What a block wrote, and what would have to be depended on for that to matter. */
    static String written(List<Evidence.Write> writes, Entry entry) {
        if (writes.isEmpty()) {
            return "\nThe block committed nothing that was noticed: no statement on a captured data source, no @Invalidates, nothing by"
                    + " hand. If it writes on another thread, let it wait for that; if it writes elsewhere, @Invalidates says so";
        }
        List<String> lines = new ArrayList<>();
        Set<String> tables = new TreeSet<>();
        for (Evidence.Write write : writes) {
            lines.add(subject(write) + ": raises "
                    + write.change().tags().stream().map(Tag::name).sorted().toList());
            tables.addAll(tables(write));
        }
        return "\nThe block wrote:" + lines(lines) + remedy(tables, entry);
    }

    private static String remedy(Set<String> tables, Entry entry) {
        Set<String> byRows = new TreeSet<>(tables);
        byRows.removeIf(table -> !carries(entry, Tags.tableUnknown(table)));
        if (!byRows.isEmpty()) {
            return "\nThe entry depends on rows of table " + String.join(" and ", byRows)
                    + ", but on none of those that were written, by the columns that count for it. If the method reads them, widen its"
                    + " @DependsOn, or depend on the whole table";
        }
        return tables.isEmpty()
                ? "\nAn entry with one of these tags would have been invalidated; a free tag is declared by @Cached(tags = ...)"
                : "\nAn entry that depends on table " + String.join(" or ", tables)
                        + " would have been invalidated. If the method reads it, let its reads be observed, or declare it by"
                        + " @Cached(tables = ...), dependsOn = ... or @DependsOn";
    }

    private static boolean carries(Entry entry, String name) {
        long hash = Tag.hashOf(name);
        return Arrays.stream(entry.tags()).anyMatch(tag -> tag == hash);
    }

    static String lines(Collection<String> lines) {
        List<String> shown = lines.stream().limit(MOST_LINES).toList();
        return "\n  " + String.join("\n  ", shown)
                + (lines.size() > MOST_LINES ? "\n  and " + (lines.size() - MOST_LINES) + " more" : "");
    }

    /** A time as people write it. */
    static String text(Duration time) {
        return time.toMillis() < 10_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
