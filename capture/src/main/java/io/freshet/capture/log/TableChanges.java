package io.freshet.capture.log;

import io.freshet.tag.Shape;
import io.freshet.tag.Tags;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The tags of what one transaction wrote to one table, however many rows that were: as with triggers, rows are not looked at above
 * {@value #ROW_LIMIT}, and no more than {@value #TAG_LIMIT} tags are told. Used by one thread.
 */
final class TableChanges {

    /** Changed rows above which none is looked at. */
    static final int ROW_LIMIT = 1_000;

    /** Distinct tenants, and distinct tags of rows, above which it is told as rows that nobody counted. */
    static final int TAG_LIMIT = 100;

    private final Set<Shape> shapes;
    private final Set<String> owners = new LinkedHashSet<>();
    private final Map<String, Shape> rows = new HashMap<>();
    private final Set<Shape> uncounted = new LinkedHashSet<>();
    private int rowCount;
    private boolean isUncountedWhole;
    private boolean isUncounted;

    /**
     * Nothing yet. What nobody depends on is not counted.
     *
     * @param shapes by which writes to the table are told
     */
    TableChanges(Set<Shape> shapes) {
        this.shapes = shapes;
        this.isUncountedWhole = shapes.stream().noneMatch(Shape::isWholeTable);
        this.isUncounted = shapes.stream().allMatch(Shape::isWholeTable);
    }

    /** Whether nothing that further rows say can change what is told. */
    boolean isFull() {
        return isUncounted && isUncountedWhole;
    }

    /** Another row; answers whether its values are worth looking at. */
    boolean isCounted() {
        rowCount++;
        isUncounted |= rowCount > ROW_LIMIT;
        return !isUncounted;
    }

    /**
     * A row of this tenant, for who depends on the whole table.
     *
     * @param owner how the names of its tags end
     */
    void ofOwner(String owner) {
        owners.add(owner);
        isUncountedWhole |= owners.size() > TAG_LIMIT;
    }

    /** Rows of nobody knows which tenants, for who depends on the whole table. */
    void ofUnknownOwners() {
        isUncountedWhole = true;
    }

    /** Rows with these tags. */
    void rows(Shape shape, String tag, String tagWithOwner) {
        rows.put(tag, shape);
        rows.put(tagWithOwner, shape);
        isUncounted |= rows.size() > TAG_LIMIT;
    }

    /** Rows of nobody knows which values. */
    void unknownRows(Shape shape) {
        uncounted.add(shape);
    }

    /** Anything may have happened. */
    void anything() {
        isUncounted = true;
        isUncountedWhole = true;
    }

    /**
     * What is to be told.
     *
     * @param own the tags that the transaction has told by itself
     */
    void addTo(Set<String> tags, Set<String> own) {
        for (Shape shape : shapes) {
            String table = shape.table();
            if (!own.contains(Tags.table(table)) || !own.contains(Tags.tableUnknown(table))) {
                tags.addAll(shape.isWholeTable() ? whole(table) : ofRows(shape));
            }
        }
        tags.removeAll(own);
    }

    private Set<String> whole(String table) {
        Set<String> tags = new LinkedHashSet<>();
        if (isUncountedWhole) {
            tags.add(Tags.table(table));
            tags.add(Tags.tableUnknown(table));
        } else if (!owners.isEmpty()) {
            tags.add(Tags.table(table));
            owners.forEach(owner -> tags.add(Tags.table(table) + owner));
        }
        return tags;
    }

    private Set<String> ofRows(Shape shape) {
        if (isUncounted || uncounted.contains(shape)) {
            return Set.of(Tags.tableUnknown(shape.table()));
        }
        Set<String> tags = new LinkedHashSet<>();
        rows.forEach((tag, of) -> {
            if (of.equals(shape)) {
                tags.add(tag);
            }
        });
        return tags;
    }
}
