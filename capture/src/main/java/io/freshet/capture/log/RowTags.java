package io.freshet.capture.log;

import io.freshet.capture.log.LogMessage.Column;
import io.freshet.capture.log.LogMessage.Image;
import io.freshet.capture.log.LogMessage.Relation;
import io.freshet.capture.log.LogMessage.Row;
import io.freshet.capture.postgres.LoggedTable;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;
import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes tags of the rows of a table, the same as its triggers would. Immutable.
 *
 * <p>An update is told for the values before and after, and not at all where no column that matters has changed. What the log does not tell of
 * the row before (without REPLICA IDENTITY FULL: all but the key) may have been anything: rows by such a column are told as rows that nobody
 * counted, and a column that is read counts as changed. Conditions of shapes are not looked at: rows outside of them are told, too.
 */
final class RowTags {

    /** A value that the log does not tell; compared by identity. */
    @SuppressWarnings("StringOperationCanBeSimplified") // an object of its own
    private static final String UNKNOWN = new String("unknown");

    private final Relation relation;
    private final LoggedTable table;
    private final List<Shape> byRows;
    private final boolean isWhole;
    private final int tenant;

    /**
     * A table as it is told from now on.
     *
     * @param table what the catalog says of it
     */
    RowTags(Relation relation, LoggedTable table, String tenantColumn) {
        this.relation = relation;
        this.table = table;
        this.byRows =
                table.shapes().stream().filter(shape -> !shape.isWholeTable()).toList();
        this.isWhole = byRows.size() < table.shapes().size();
        this.tenant = table.hasTenant() ? exactly(tenantColumn) : -1;
    }

    /** By which writes are told. */
    Set<Shape> shapes() {
        return table.shapes();
    }

    /** Adds what a row says. */
    void add(Row row, TableChanges changes) {
        @Nullable String[] before = before(row);
        @Nullable String[] after = after(row, before);
        for (@Nullable String[] side : sides(before, after)) {
            if (isWhole) {
                owner(side).ifPresentOrElse(changes::ofOwner, changes::ofUnknownOwners);
            }
        }
        if (byRows.isEmpty() || !changes.isCounted()) {
            return;
        }
        for (Shape shape : byRows) {
            if (!row.isUpdate() || isChanged(shape, row, before, after)) {
                sides(before, after).forEach(side -> addRow(shape, side, changes));
            }
        }
    }

    private static List<@Nullable String[]> sides(
            @Nullable String @Nullable [] before, @Nullable String @Nullable [] after) {
        List<@Nullable String[]> sides = new ArrayList<>(2);
        if (before != null) {
            sides.add(before);
        }
        if (after != null) {
            sides.add(after);
        }
        return sides;
    }

    /** What an update has left of the key is in the row after. */
    private @Nullable String @Nullable [] before(Row row) {
        Image told = row.before();
        if (told == null && !row.isUpdate()) {
            return null;
        }
        @Nullable String[] values = new @Nullable String[relation.columns().size()];
        for (int i = 0; i < values.length; i++) {
            boolean isKey = relation.columns().get(i).isKey();
            if (told == null) {
                values[i] = isKey && relation.hasKey() && row.after() != null
                        ? known(row.after().values()[i])
                        : UNKNOWN;
            } else {
                values[i] = told.isKeyOnly() && !isKey ? UNKNOWN : known(told.values()[i]);
            }
        }
        return values;
    }

    private @Nullable String @Nullable [] after(Row row, @Nullable String @Nullable [] before) {
        if (row.after() == null) {
            return null;
        }
        @Nullable String[] values = row.after().values().clone();
        for (int i = 0; i < values.length; i++) {
            if (isSame(values[i])) {
                values[i] = before == null ? UNKNOWN : before[i];
            }
        }
        return values;
    }

    private static @Nullable String known(@Nullable String value) {
        return isSame(value) ? UNKNOWN : value;
    }

    @SuppressWarnings("ReferenceEquality") // no text of a row is this object
    private static boolean isSame(@Nullable String value) {
        return value == Image.SAME;
    }

    @SuppressWarnings("ReferenceEquality") // no text of a row is this object
    private static boolean isUnknown(@Nullable String value) {
        return value == UNKNOWN;
    }

    private boolean isChanged(
            Shape shape, Row row, @Nullable String @Nullable [] before, @Nullable String @Nullable [] after) {
        if (before == null || after == null || row.after() == null || isMoved(before, after)) {
            return true;
        }
        @Nullable String[] written = row.after().values();
        if (shape.reads().isEmpty()) {
            return relation.columns().size() < table.kinds().size()
                    || IntStream.range(0, after.length).anyMatch(i -> differs(i, written, before, after));
        }
        return shape.reads().stream().anyMatch(name -> {
            int column = column(name);
            return column < 0 || differs(column, written, before, after);
        });
    }

    /** Whether it may have left the entries of one tenant for those of another, whatever these read. */
    private boolean isMoved(@Nullable String[] before, @Nullable String[] after) {
        Optional<String> owner = owner(before);
        return owner.isEmpty() || !owner.equals(owner(after));
    }

    private static boolean differs(
            int column, @Nullable String[] written, @Nullable String[] before, @Nullable String[] after) {
        if (isSame(written[column])) {
            return false;
        }
        return isUnknown(before[column]) || !Objects.equals(before[column], after[column]);
    }

    private void addRow(Shape shape, @Nullable String[] side, TableChanges changes) {
        List<String> texts = new ArrayList<>();
        for (String name : shape.pinned()) {
            int column = column(name);
            Optional<String> text = column < 0 || isUnknown(side[column])
                    ? Optional.empty()
                    : RowText.pinned(side[column], kind(column));
            text.ifPresent(texts::add);
        }
        Optional<String> owner = owner(side);
        if (texts.size() < shape.pinned().size() || owner.isEmpty()) {
            changes.unknownRows(shape);
            return;
        }
        changes.rows(shape, Tags.rows(shape, texts, ""), Tags.rows(shape, texts, owner.get()));
    }

    /** How the names of a tenant's tags end; empty if the tenant is not known. */
    private Optional<String> owner(@Nullable String[] side) {
        if (!table.hasTenant()) {
            return Optional.of(Tags.NO_TENANT);
        }
        if (tenant < 0 || isUnknown(side[tenant])) {
            return Optional.empty();
        }
        String value = side[tenant];
        return value == null
                ? Optional.of(Tags.NO_TENANT)
                : RowText.tenant(
                                value,
                                kind(tenant),
                                relation.columns().get(tenant).typeOid())
                        .map(text -> "@" + text);
    }

    private ColumnKind kind(int column) {
        return table.kinds().getOrDefault(relation.columns().get(column).name(), ColumnKind.OTHER);
    }

    private int exactly(String name) {
        return relation.columns().stream().map(Column::name).toList().indexOf(name);
    }

    /** The column of this name in any case; -1 for none or two. */
    private int column(String name) {
        int found = -1;
        List<Column> columns = relation.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().toLowerCase(Locale.ROOT).equals(name)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }
}
