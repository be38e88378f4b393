package io.freshet.load;

import io.freshet.tag.Dependency;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.ReadRows;
import io.freshet.tag.RowsDependency;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a load was seen to read.
 *
 * @param dependencies any write to these counts, whosever rows it touches
 * @param ofTenant of these only rows of the entry's own tenant were read
 * @param rows of these tables only some rows were read, whosever they are
 * @param rowsOfTenant the same, of rows of the entry's own tenant
 * @param gaps what could not be told, each as the end of a sentence that begins with "it"; the load may depend on more than is said here
 * @param isPending whether it is not known yet that writes to all of this are noticed; it may be so for a later load
 * @param statements how many statements were seen
 */
public record Observed(
        Set<Dependency> dependencies,
        Set<Dependency> ofTenant,
        Set<ReadRows> rows,
        Set<ReadRows> rowsOfTenant,
        Set<String> gaps,
        boolean isPending,
        int statements) {

    /** Nothing was read. */
    public static final Observed NOTHING = new Observed(Set.of(), Set.of(), Set.of(), false, 0);

    /** Copies. */
    public Observed {
        dependencies = Set.copyOf(dependencies);
        ofTenant = Set.copyOf(ofTenant);
        rows = Set.copyOf(rows);
        rowsOfTenant = Set.copyOf(rowsOfTenant);
        gaps = Set.copyOf(gaps);
    }

    /** What an entry depends on by that, whosever rows count, as far as writers tell rows by themselves. */
    public Set<Dependency> dependencies(LiveShapes.View told) {
        return joined(dependencies, rows, told);
    }

    /** The same, where only the rows of the entry's own tenant count. */
    public Set<Dependency> ofTenant(LiveShapes.View told) {
        return joined(ofTenant, rowsOfTenant, told);
    }

    private static Set<Dependency> joined(Set<Dependency> whole, Set<ReadRows> rows, LiveShapes.View told) {
        Set<Dependency> joined = new LinkedHashSet<>(whole);
        joined.addAll(ReadRows.dependencies(rows, told));
        joined.removeIf(dependency -> dependency instanceof RowsDependency by && joined.contains(by.wholeTable()));
        return joined;
    }

    /** Nothing by rows. */
    public Observed(
            Set<Dependency> dependencies,
            Set<Dependency> ofTenant,
            Set<String> gaps,
            boolean isPending,
            int statements) {
        this(dependencies, ofTenant, Set.of(), Set.of(), gaps, isPending, statements);
    }
}
