package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.key.KeyTemplate;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.RowsDependency;
import io.freshet.tag.Shape;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tags;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which caches may have entries that an invalidation touches, by the names of its tags. Immutable; made anew when there are other caches or
 * dependencies.
 */
final class TouchedCaches {

    private static final String KEY = "key/";
    private static final String PUT = "put/";

    private final Collection<Cache<?, ?>> caches;
    private final Map<String, Set<String>> byTag = new HashMap<>();
    private final Map<String, Set<String>> byRows = new HashMap<>();

    /** @param seen the tables that a cache, by its name, was seen to depend on */
    TouchedCaches(Collection<Cache<?, ?>> caches, Function<String, Set<SeenDependencies.Seen>> seen) {
        this.caches = caches;
        for (Cache<?, ?> cache : caches) {
            String name = cache.name();
            add(byTag, Tags.ALL, name);
            add(byTag, Tags.cache(name), name);
            cache.template().prefixes().forEach(prefix -> add(byTag, Tags.prefix(prefix), name));
            cache.dependencies().forEach(dependency -> add(dependency, name));
            seen.apply(name).forEach(table -> addTable(table.table(), table.whole(), "rows/" + table.table(), name));
        }
    }

    private void add(Dependency dependency, String cache) {
        if (dependency instanceof FreeDependency tag) {
            add(byTag, Tags.free(tag.tag()), cache);
        } else if (dependency instanceof TableDependency table) {
            addTable(table.table(), true, "", cache);
        } else if (dependency instanceof KeyedRows rows) {
            addShape(rows.shape(), cache);
        } else if (dependency instanceof RowsDependency rows) {
            addShape(rows.shape(), cache);
        }
    }

    private void addShape(Shape shape, String cache) {
        addTable(shape.table(), shape.isWholeTable(), Tags.pieces(shape).get(0), cache);
    }

    private void addTable(String table, boolean whole, String rows, String cache) {
        add(byTag, Tags.tableUnknown(table), cache);
        if (whole) {
            add(byTag, Tags.table(table), cache);
        } else {
            add(byRows, rows, cache);
        }
    }

    private static void add(Map<String, Set<String>> to, String tag, String name) {
        to.computeIfAbsent(tag, any -> new HashSet<>()).add(name);
    }

    /** The names of the caches that any of the tags touches. */
    Set<String> of(Collection<String> tags) {
        Set<String> touched = new TreeSet<>();
        tags.forEach(tag -> touched.addAll(of(tag)));
        return touched;
    }

    private Set<String> of(String tag) {
        if (tag.startsWith(KEY) || tag.startsWith(PUT)) {
            return ofKey(tag.substring(tag.indexOf('/', KEY.length()) + 1));
        }
        if (tag.startsWith("segment/")) {
            return byTag.getOrDefault(Tags.cache(before(tag.substring("segment/".length()), '@')), Set.of());
        }
        if (tag.startsWith("tenant/")) {
            Set<String> own = new HashSet<>();
            caches.stream().filter(cache -> !cache.policy().shared()).forEach(cache -> own.add(cache.name()));
            return own;
        }
        if (tag.startsWith("rows/")) {
            return ofRows(tag);
        }
        return byTag.getOrDefault(before(tag, '@'), Set.of());
    }

    private Set<String> ofRows(String tag) {
        Set<String> touched = new HashSet<>();
        byRows.forEach((rows, names) -> {
            if (tag.startsWith(rows) && (rows.indexOf('/', "rows/".length()) > 0 || isOfTable(tag, rows))) {
                touched.addAll(names);
            }
        });
        return touched;
    }

    private static boolean isOfTable(String tag, String rows) {
        char next = tag.length() > rows.length() ? tag.charAt(rows.length()) : '/';
        return next == '/' || next == '[';
    }

    private Set<String> ofKey(String text) {
        Set<String> touched = new HashSet<>();
        for (Cache<?, ?> cache : caches) {
            if (isKeyOf(cache.template(), text)) {
                touched.add(cache.name());
            }
        }
        return touched;
    }

    /** Whether a key may be one of a template: the literal segments stand where they should. */
    static boolean isKeyOf(KeyTemplate template, String text) {
        List<String> wanted = List.of(template.toString().split(":", -1));
        List<String> given = List.of(text.split(":", -1));
        if (wanted.size() != given.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            int brace = wanted.get(i).indexOf('{');
            boolean fits = brace < 0
                    ? wanted.get(i).equals(given.get(i))
                    : given.get(i).startsWith(wanted.get(i).substring(0, brace));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
