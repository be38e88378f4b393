package io.freshet.tag;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A set of shapes. Immutable.
 *
 * @param all without doubles
 */
public record Shapes(Set<Shape> all) {

    /** Copies. */
    public Shapes {
        all = Set.copyOf(all);
    }

    /** Whole tables. */
    public static Shapes ofTables(Collection<String> tables) {
        return new Shapes(tables.stream().map(Shape::of).collect(Collectors.toSet()));
    }

    /** What these entries depend on; free tags have no shape. */
    public static Shapes of(Collection<? extends Dependency> dependencies) {
        Set<Shape> shapes = new LinkedHashSet<>();
        for (Dependency dependency : dependencies) {
            if (dependency instanceof TableDependency table) {
                shapes.add(Shape.of(table.table()));
            } else if (dependency instanceof RowsDependency rows) {
                shapes.add(rows.shape());
            } else if (dependency instanceof KeyedRows rows) {
                shapes.add(rows.shape());
            }
        }
        return new Shapes(shapes);
    }

    /** The names of their tables. */
    public Set<String> tables() {
        return all.stream().map(Shape::table).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same tables, whole. */
    public Shapes whole() {
        return ofTables(tables());
    }
}
