package io.freshet.tag;

import io.freshet.key.KeyPattern;
import io.freshet.key.KeyTemplate;
import io.freshet.key.KeyTemplateException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All relations of an instance. Thread-safe, if what tells the tables of entities is; that is asked when it is needed, and not before. */
public final class Relations {

    private final List<Relation> all;
    private final Function<Class<?>, Set<String>> tablesOf;

    /**
     * These.
     *
     * @param tablesOf tells the tables of an entity, or throws what says why it cannot
     */
    public Relations(Collection<Relation> all, Function<Class<?>, Set<String>> tablesOf) {
        this.all = List.copyOf(all);
        this.tablesOf = tablesOf;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The tables whose changes touch what depends on these. */
    public Set<String> sourcesOf(Set<String> tables) {
        Set<String> reached = new LinkedHashSet<>(tables);
        follow(reached);
        reached.removeAll(tables);
        return reached;
    }

    /** The tables whose changes touch the entries of a cache with this template and these dependencies. */
    public Set<String> sourcesOf(KeyTemplate template, Collection<Dependency> dependencies) {
        Set<String> own = Shapes.of(dependencies).tables();
        Set<String> reached = new LinkedHashSet<>(own);
        for (Relation relation : all) {
            boolean isMatched = relation.patterns().stream()
                    .anyMatch(pattern -> pattern.matchOf(template).isPresent());
            boolean isTagged = dependencies.stream()
                    .anyMatch(dependency -> dependency instanceof FreeDependency free
                            && relation.tags().contains(free.tag()));
            if (isMatched || isTagged) {
                reached.addAll(sources(relation));
            }
        }
        follow(reached);
        reached.removeAll(own);
        return reached;
    }

    private void follow(Set<String> reached) {
        boolean isMore = !all.isEmpty();
        while (isMore) {
            isMore = false;
            for (Relation relation : all) {
                if (targets(relation).stream().anyMatch(reached::contains)) {
                    isMore |= reached.addAll(sources(relation));
                }
            }
        }
    }

    private Set<String> sources(Relation relation) {
        return joined(relation.tables(), relation.entities());
    }

    private Set<String> targets(Relation relation) {
        return joined(relation.alsoTables(), relation.alsoEntities());
    }

    private Set<String> joined(Set<String> tables, Set<Class<?>> entities) {
        Set<String> joined = new LinkedHashSet<>(tables);
        entities.forEach(entity -> joined.addAll(tablesOf.apply(entity)));
        return joined;
    }

    /** All tables that are named, on whichever side. */
    public Set<String> tables() {
        Set<String> tables = new LinkedHashSet<>();
        for (Relation relation : all) {
            tables.addAll(sources(relation));
            tables.addAll(targets(relation));
        }
        return tables;
    }

    /** What is wrong with their patterns, where these are the templates of all caches; each with its remedy. */
    public List<String> mistakes(Collection<KeyTemplate> templates) {
        List<String> mistakes = new ArrayList<>();
        for (Relation relation : all) {
            for (KeyPattern pattern : relation.patterns()) {
                mistake(pattern, templates).ifPresent(mistakes::add);
            }
        }
        return mistakes;
    }

    private static Optional<String> mistake(KeyPattern pattern, Collection<KeyTemplate> templates) {
        try {
            return pattern.match(templates).stream()
                    .filter(match -> !match.bound().isEmpty())
                    .findFirst()
                    .map(match -> "A relation means whole caches, but its pattern '" + pattern + "' fixes values of '"
                            + match.template() + "': " + match.bound() + "; write a star in their place");
        } catch (KeyTemplateException e) {
            return Optional.of("A relation cannot be honoured: " + e.getMessage());
        }
    }
}
