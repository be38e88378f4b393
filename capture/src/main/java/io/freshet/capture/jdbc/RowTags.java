package io.freshet.capture.jdbc;

import io.freshet.tag.RowValue;
import io.freshet.tag.Shape;
import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tags of rows that are known by their values: those that a trigger would tell of them. Used by one thread. */
final class RowTags {

    private final List<String> names;
    private final @Nullable String tenantColumn;
    private final Set<String> tags = new LinkedHashSet<>();

    /**
     * None yet.
     *
     * @param names what the table is called
     * @param tenantColumn null if it has none
     */
    RowTags(List<String> names, @Nullable String tenantColumn) {
        this.names = names;
        this.tenantColumn = tenantColumn;
    }

    /**
     * Tells a row.
     *
     * @param shapes those by which it matters
     * @param values of each column that they pin, and of the tenant's
     */
    void add(Map<String, @Nullable Object> values, Collection<Shape> shapes) {
        Object tenant = tenantColumn == null ? null : values.get(tenantColumn);
        String suffix = tenant == null ? Tags.NO_TENANT : "@" + tenant;
        for (String name : names) {
            tags.add(Tags.table(name));
            tags.add(tenant == null ? Tags.table(name) + suffix : Tags.of(Tags.table(name), tenant.toString()));
        }
        for (Shape shape : shapes) {
            List<String> texts = new ArrayList<>();
            shape.pinned()
                    .forEach(column ->
                            texts.add(RowValue.text(values.get(column)).orElseThrow()));
            tags.add(Tags.rows(shape, texts, ""));
            tags.add(Tags.rows(shape, texts, suffix));
        }
    }

    Set<String> all() {
        return tags;
    }
}
