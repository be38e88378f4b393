package io.freshet.witness.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.sql.WrittenTables;
import io.freshet.tag.Tag;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from statements, and from the tags that they touched, which tables were written and how. Thread-safe. */
final class TableWrites {

    /** The operation of statements that nobody can read. */
    static final String UNREADABLE = "unreadable statement";

    private static final int TEXTS = 2_000;
    private static final Pattern OPERATION = Pattern.compile(
            "\\b(insert|update|delete|merge|truncate|replace|upsert|copy|alter|drop)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE_TAG = Pattern.compile("^(?:table|rows)/([^@?/\\[]+).*");

    private final Cache<String, SortedMap<String, SortedSet<String>>> known =
            Caffeine.newBuilder().maximumSize(TEXTS).build();

    /** The operations on each table; none for a table that was written to by a trigger, a cascade or a function. */
    SortedMap<String, SortedSet<String>> of(List<String> statements, Collection<Tag> tags) {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>();
        for (String sql : statements) {
            known.get(sql, TableWrites::parsed)
                    .forEach((table, operations) ->
                            all.computeIfAbsent(table, name -> new TreeSet<>()).addAll(operations));
        }
        for (String table : unqualifiedFirst(tags)) {
            boolean isKnown = all.keySet().stream()
                    .anyMatch(name -> MethodAccount.bare(name).equals(MethodAccount.bare(table)));
            if (!isKnown) {
                all.put(table, new TreeSet<>());
            }
        }
        return all;
    }

    /** One that is told with its schema and without counts once, as the name without. */
    private static List<String> unqualifiedFirst(Collection<Tag> tags) {
        return tags.stream()
                .map(tag -> tableOf(tag.name()))
                .filter(table -> !table.isEmpty())
                .distinct()
                .sorted(Comparator.comparing(table -> table.contains(".")))
                .toList();
    }

    /** The table that a tag is of, whole or by rows; empty if it is of none. */
    static String tableOf(String tagName) {
        Matcher table = TABLE_TAG.matcher(tagName);
        return table.matches() ? table.group(1) : "";
    }

    private static SortedMap<String, SortedSet<String>> parsed(String sql) {
        Matcher operation = OPERATION.matcher(sql);
        String name = operation.find() ? operation.group(1).toLowerCase(Locale.ROOT) : "call";
        Optional<Set<String>> tables = WrittenTables.of(sql).or(() -> WrittenTables.ofScript(sql));
        SortedMap<String, SortedSet<String>> writes = new TreeMap<>();
        if (tables.isEmpty()) {
            writes.put("?", new TreeSet<>(Set.of(UNREADABLE)));
        } else {
            tables.get().forEach(table -> writes.put(table, new TreeSet<>(Set.of(name))));
        }
        return writes;
    }

    static SortedSet<String> names(Map<String, SortedSet<String>> writes) {
        return new TreeSet<>(writes.keySet());
    }
}
