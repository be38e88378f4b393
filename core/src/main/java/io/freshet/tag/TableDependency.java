package io.freshet.tag;

import java.util.Locale;
import java.util.Set;

/**
 * Any write to a table; for an entry of a tenant, any write to that tenant's rows.
 *
 * @param table the name as it stands in the catalog, in lower case, with its schema only outside the search path
 */
public record TableDependency(String table) implements Dependency {

    /** Checks and normalises the name. */
    public TableDependency {
        if (table.isBlank()) {
            throw new IllegalArgumentException("A table's name must not be blank");
        }
        table = table.toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<String> carriedBy(String tenant) {
        return tenant.isEmpty()
                ? Set.of(Tags.table(table))
                : Set.of(
                        Tags.of(Tags.table(table), tenant),
                        Tags.table(table) + Tags.NO_TENANT,
                        Tags.tableUnknown(table));
    }

    @Override
    public Set<String> raisedBy(String tenant) {
        return tenant.isEmpty()
                ? Set.of(Tags.table(table), Tags.tableUnknown(table))
                : Set.of(
                        Tags.table(table),
                        Tags.of(Tags.table(table), tenant),
                        Tags.of(Tags.tableUnknown(table), tenant),
                        Tags.tableUnknown(table) + Tags.ANY_TENANT);
    }
}
