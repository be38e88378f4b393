package io.freshet.tag;

import java.util.Set;

/** What an entry was computed from. A dependency knows the tags that an entry carries for it, and those that a write to it raises. */
public sealed interface Dependency permits TableDependency, FreeDependency, RowsDependency, KeyedRows {

    /** The names of the tags that an entry of this tenant carries; of an entry that all tenants share, if the tenant is empty. */
    Set<String> carriedBy(String tenant);

    /** The names of the tags that a write to it raises when no rows are known; for one tenant, or for all if the tenant is empty. */
    Set<String> raisedBy(String tenant);
}
