package io.freshet.tag;

import io.freshet.key.KeyPattern;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Declared once: when a table changes, so does something else that no dependency tells. Immutable.
 *
 * <pre>{@code
 * Relation.ofTable("payment").alsoPatterns("client:summary:*").alsoTags("revenue").alsoTables("bill")
 * }</pre>
 *
 * <p>Nothing is done for it when the table is written: entries of what is related carry the table's tag, whoever writes. It holds for the rows of
 * an entry's own tenant, and over several relations: what is related to {@code bill} changes with {@code payment} too.
 *
 * @param tables the tables that change
 * @param entities entities whose tables do
 * @param patterns the caches that then change too, whole ones
 * @param tags whatever carries one of these free tags
 * @param alsoTables whatever depends on one of these tables
 * @param alsoEntities whatever depends on a table of these
 */
public record Relation(
        Set<String> tables,
        Set<Class<?>> entities,
        List<KeyPattern> patterns,
        Set<String> tags,
        Set<String> alsoTables,
        Set<Class<?>> alsoEntities) {

    /** Checks and copies. */
    public Relation {
        tables = lowerCase(tables);
        entities = Set.copyOf(entities);
        patterns = List.copyOf(patterns);
        tags = Set.copyOf(tags);
        alsoTables = lowerCase(alsoTables);
        alsoEntities = Set.copyOf(alsoEntities);
        for (KeyPattern pattern : patterns) {
            if (!pattern.valueNames().isEmpty()) {
                throw new IllegalArgumentException("A relation means whole caches, but its pattern '" + pattern
                        + "' takes the values of " + pattern.valueNames() + "; write a star in their place");
            }
        }
    }

    private static Set<String> lowerCase(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** When rows of this table change. */
    public static Relation ofTable(String table) {
        return new Relation(Set.of(table), Set.of(), List.of(), Set.of(), Set.of(), Set.of());
    }

    /** When a table of this entity changes. Its tables must be known: see {@code FreshetBuilder.entityTables}. */
    public static Relation ofEntity(Class<?> entity) {
        return new Relation(Set.of(), Set.of(entity), List.of(), Set.of(), Set.of(), Set.of());
    }

    /**
     * Also the entries of all caches that a pattern matches: {@code client:*}.
     *
     * @throws io.freshet.key.KeyTemplateException if it cannot be read
     */
    public Relation alsoPatterns(String... more) {
        List<KeyPattern> all = Stream.concat(patterns.stream(), Stream.of(more).map(KeyPattern::parse))
                .toList();
        return new Relation(tables, entities, all, tags, alsoTables, alsoEntities);
    }

    /** Also the entries that carry one of these free tags. */
    public Relation alsoTags(String... more) {
        return new Relation(tables, entities, patterns, with(tags, List.of(more)), alsoTables, alsoEntities);
    }

    /** Also the entries that depend on one of these tables, or on rows of it. */
    public Relation alsoTables(String... more) {
        return new Relation(tables, entities, patterns, tags, with(alsoTables, List.of(more)), alsoEntities);
    }

    /** Also the entries that depend on a table of one of these entities. */
    public Relation alsoEntities(Class<?>... more) {
        return new Relation(tables, entities, patterns, tags, alsoTables, with(alsoEntities, List.of(more)));
    }

    private static <T> Set<T> with(Set<T> some, Collection<T> more) {
        Set<T> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }
}
