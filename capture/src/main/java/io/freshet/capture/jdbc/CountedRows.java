package io.freshet.capture.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.sql.RowWrite;
import io.freshet.sql.RowWrites;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which rows the statements of this process write, for these shapes: on H2, where no other writer has to be reckoned with. Whatever is not
 * certain counts as a write to any row. Thread-safe.
 *
 * <h2>Why rows are looked up, and what makes the answer certain</h2>
 *
 * What an application believes that a row holds, as Hibernate's images of it, may be older than the row: another transaction may have moved it
 * since, to an entry that only the row itself can name. So the rows that an UPDATE or DELETE is going to touch are selected right before it, in its
 * transaction and by its own condition, FOR UPDATE. From then on nobody else can change them, and the condition depends on the row alone: all of
 * them still match when the statement runs. It may touch more, which others have committed in between. Then it answers a greater number than was
 * found, and the write counts as one to any row. If the numbers are the same, so are the rows. In a batch the rows of each execution must be
 * others than those of the rest, or one execution could change what the next one finds.
 */
public final class CountedRows {

    private static final int TEXTS = 2048;
    private static final CountedRows NONE = new CountedRows(Map.of(), "");

    private final Map<String, List<Shape>> shapes;
    private final String tenantColumn;
    private final H2Tables tables = new H2Tables();
    private final Cache<String, Optional<RowWrite>> writes =
            Caffeine.newBuilder().maximumSize(TEXTS).build();

    private CountedRows(Map<String, List<Shape>> shapes, String tenantColumn) {
        this.shapes = shapes;
        this.tenantColumn = tenantColumn;
    }

    /** No rows: whole tables are told. */
    public static CountedRows none() {
        return NONE;
    }

    /**
     * Rows by these shapes; those of which a column is not there or has values without a text make all rows of their table uncertain. No shapes
     * of whole tables are needed. Blocks until the database has been asked.
     *
     * @param tenantColumn the column that names a row's tenant, where a table has it
     */
    public static CountedRows of(Connection connection, Shapes wanted, String tenantColumn) throws SQLException {
        if (!H2Tables.isOne(connection)) {
            return none();
        }
        Map<String, List<Shape>> byTable = wanted.all().stream()
                .filter(shape -> !shape.isWholeTable())
                .collect(Collectors.groupingBy(Shape::table));
        CountedRows counted = new CountedRows(new HashMap<>(byTable), tenantColumn);
        for (Map.Entry<String, List<Shape>> table : byTable.entrySet()) {
            if (counted.table(connection, table.getKey(), table.getValue()).isEmpty()) {
                counted.shapes.remove(table.getKey());
            }
        }
        return counted;
    }

    /** The columns of a table by their names in lower case, with what rows can be told by; empty where that cannot be. Blocks. */
    public static Map<String, ColumnKind> columns(Connection connection, String table) throws SQLException {
        Map<String, ColumnKind> kinds = new HashMap<>();
        if (H2Tables.isOne(connection)) {
            new H2Tables()
                    .table(connection, table)
                    .ifPresent(found -> found.columns().forEach((name, column) -> kinds.put(name, column.declared())));
        }
        return kinds;
    }

    boolean isEmpty() {
        return shapes.isEmpty();
    }

    /** What a statement says of the rows that it writes, if they are to be told. */
    @Nullable
    RowWrite read(String sql) {
        return isEmpty()
                ? null
                : writes.get(
                                sql,
                                text -> RowWrites.of(text)
                                        .filter(write ->
                                                !shapesOf(write.table()).isEmpty()))
                        .orElse(null);
    }

    /** The shapes of a table, called by its name with the schema or without. */
    private List<Shape> shapesOf(String table) {
        Set<Shape> all = new LinkedHashSet<>();
        namesOf(table).forEach(name -> all.addAll(shapes.getOrDefault(name, List.of())));
        return List.copyOf(all);
    }

    /** Either may be what a cache names. */
    static List<String> namesOf(String table) {
        int dot = table.lastIndexOf('.');
        return dot < 0 ? List.of(table) : List.of(table, table.substring(dot + 1));
    }

    /** The shapes and columns that a write concerns; empty if it may be told as one to any row only. */
    Optional<RowScope> scope(Connection connection, RowWrite write) throws SQLException {
        List<Shape> concerned = shapesOf(write.table());
        return table(connection, write.table(), concerned)
                .map(table -> new RowScope(
                        table,
                        namesOf(write.table()),
                        concerned,
                        table.columns().containsKey(tenantColumn) ? tenantColumn : null));
    }

    private Optional<RowTable> table(Connection connection, String name, List<Shape> concerned) throws SQLException {
        return tables.table(connection, name)
                .filter(table -> concerned.stream()
                        .flatMap(shape -> shape.pinned().stream())
                        .allMatch(column -> hasText(table, column)))
                .filter(table -> concerned.stream()
                        .allMatch(shape -> table.columns().keySet().containsAll(shape.reads())))
                .filter(table -> !table.columns().containsKey(tenantColumn) || hasText(table, tenantColumn));
    }

    private static boolean hasText(RowTable table, String column) {
        RowTable.RowColumn found = table.columns().get(column);
        return found != null && found.kind() != ColumnKind.OTHER;
    }
}
