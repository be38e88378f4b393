package io.freshet.load;

import io.freshet.tag.Dependency;
import io.freshet.tag.ReadRows;
import io.freshet.tag.Relations;
import io.freshet.tag.Shapes;
import io.freshet.tag.TableDependency;

import java.util.LinkedHashSet;
import java.util.Set;

/** Adds to what a load was seen to read the tables whose changes, as relations say, touch that too. Thread-safe, if the other observer is. */
public final class RelatedReads implements LoadObserver {

    private final LoadObserver observer;
    private final Relations relations;

    /** What this observer sees. */
    public RelatedReads(LoadObserver observer, Relations relations) {
        this.observer = observer;
        this.relations = relations;
    }

    @Override
    public Observation begin(String tenant) {
        Observation observation = observer.begin(tenant);
        return new Observation() {
            @Override
            public Observed observed() {
                return related(observation.observed());
            }

            @Override
            public void close() {
                observation.close();
            }
        };
    }

    private Observed related(Observed seen) {
        return new Observed(
                with(seen.dependencies(), seen.rows()),
                with(seen.ofTenant(), seen.rowsOfTenant()),
                seen.rows(),
                seen.rowsOfTenant(),
                seen.gaps(),
                seen.isPending(),
                seen.statements());
    }

    private Set<Dependency> with(Set<Dependency> whole, Set<ReadRows> rows) {
        Set<String> tables = new LinkedHashSet<>(Shapes.of(whole).tables());
        rows.forEach(some -> tables.add(some.table()));
        Set<Dependency> all = new LinkedHashSet<>(whole);
        relations.sourcesOf(tables).forEach(table -> all.add(new TableDependency(table)));
        return all;
    }
}
