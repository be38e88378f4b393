package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.console.view.CarriedView;
import io.freshet.key.CacheKey;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.KeyTags;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.RowsDependency;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tag;
import io.freshet.tag.Tags;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes words of the hashes that an entry carries. Used once, by one thread. */
final class CarriedTags {

    private final CacheKey key;
    private final Set<Long> left = new HashSet<>();
    private final List<CarriedView> views = new ArrayList<>();

    CarriedTags(CacheKey key, long[] tags) {
        this.key = key;
        for (long tag : tags) {
            left.add(tag);
        }
    }

    /** Names what is declared, then what was seen of tables, then what was heard of, and at last what every key carries. */
    CarriedTags name(Cache<?, ?> cache, Set<String> tables, Stream<Tag> heardOf) {
        cache.dependencies().forEach(this::declared);
        tables.forEach(this::observed);
        Map<Long, String> names = new HashMap<>();
        heardOf.forEach(tag -> names.put(tag.hash(), tag.name()));
        List<String> found = new ArrayList<>();
        names.forEach((hash, name) -> {
            if (left.contains(hash) && !KeyTags.carriedBy(key).contains(name)) {
                left.remove(hash);
                found.add(name);
            }
        });
        found.stream()
                .sorted()
                .forEach(name -> views.add(new CarriedView("rows", "a write that is told as " + name, List.of(name))));
        Set<String> own = KeyTags.carriedBy(key);
        take(own);
        views.add(new CarriedView(
                "key", "an invalidation of its key, its cache or what they are part of", List.copyOf(own)));
        return this;
    }

    private void declared(Dependency dependency) {
        Dependency own = dependency instanceof KeyedRows rows ? rows.at(key) : dependency;
        Set<String> names = own.carriedBy(key.tenant());
        boolean isNarrow = carries(names);
        Set<String> carried = isNarrow ? take(names) : take(dependency.carriedBy(key.tenant()));
        if (carried.isEmpty()) {
            return;
        }
        if (own instanceof RowsDependency rows && isNarrow) {
            views.add(new CarriedView("rows", text(rows) + ", declared", List.copyOf(carried)));
        } else if (dependency instanceof FreeDependency tag) {
            views.add(new CarriedView("tag", "an invalidation of the tag " + tag.tag(), List.copyOf(carried)));
        } else {
            views.add(
                    new CarriedView("table", "any write to " + text(dependency) + ", declared", List.copyOf(carried)));
        }
    }

    private static String text(RowsDependency rows) {
        return rows.shape().pinned().isEmpty()
                ? "a write to table " + rows.shape().table() + " that changes a column that is read"
                : "a write to rows of " + rows.shape().table() + " with "
                        + rows.shape().pinned() + " = " + rows.texts().values();
    }

    private static String text(Dependency dependency) {
        if (dependency instanceof TableDependency table) {
            return "table " + table.table();
        }
        return dependency instanceof KeyedRows rows ? "table " + rows.shape().table() : dependency.toString();
    }

    private void observed(String table) {
        boolean isWhole = left.contains(Tag.hashOf(Tags.table(table)))
                || left.contains(Tag.hashOf(Tags.table(table) + Tags.NO_TENANT));
        Set<String> names = new HashSet<>(new TableDependency(table).carriedBy(key.tenant()));
        names.add(Tags.tableUnknown(table));
        names.add(Tags.tableUnknown(table) + Tags.ANY_TENANT);
        names.add(Tags.of(Tags.tableUnknown(table), key.tenant()));
        Set<String> carried = take(names);
        if (!carried.isEmpty()) {
            views.add(new CarriedView(
                    isWhole ? "table" : "rows",
                    (isWhole ? "any write to table " : "a write to some rows of table ") + table + ", observed",
                    List.copyOf(carried)));
        }
    }

    private boolean carries(Collection<String> names) {
        return names.stream().anyMatch(name -> name.startsWith("rows/") && left.contains(Tag.hashOf(name)));
    }

    private Set<String> take(Collection<String> names) {
        Set<String> taken = new TreeSet<>();
        for (String name : names) {
            if (left.remove(Tag.hashOf(name))) {
                taken.add(name);
            }
        }
        return taken;
    }

    List<CarriedView> views() {
        return views;
    }

    /** Of how many no name is known. */
    int unknown() {
        return left.size();
    }
}
