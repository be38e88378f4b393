package io.freshet.tag;

import java.util.Set;

/**
 * A tag that the application gave, for what no table tells.
 *
 * @param tag any text
 */
public record FreeDependency(String tag) implements Dependency {

    /** Checks the name. */
    public FreeDependency {
        if (tag.isBlank()) {
            throw new IllegalArgumentException("A tag must not be blank");
        }
    }

    @Override
    public Set<String> carriedBy(String tenant) {
        return tenant.isEmpty() ? Set.of(Tags.free(tag)) : Set.of(Tags.free(tag), Tags.of(Tags.free(tag), tenant));
    }

    @Override
    public Set<String> raisedBy(String tenant) {
        return Set.of(tenant.isEmpty() ? Tags.free(tag) : Tags.of(Tags.free(tag), tenant));
    }
}
