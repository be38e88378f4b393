package io.freshet.capture.postgres;

import io.freshet.tag.RowValue;
import io.freshet.tag.Shape;
import io.freshet.tag.Tags;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The expressions of a table's trigger function, each an array of tags: those of whole tables, and those of rows.
 *
 * <p>An update is told for the values before and after, and only where a column that matters has another image than before. Old and new rows
 * are paired by primary key; where one has no counterpart, or the table no key, every column counts as changed. Images rather than values are
 * compared, since 1.0 and 1.00 are equal but not the same to a reader, and since no type lacks them.
 *
 * <p>Where a shape has a condition, each side of a write is told only if the row is inside on that side. The columns of the condition count as
 * read, so that a row that moves in or out is told by the side that is inside.
 *
 * <p>Rows are not looked at if a statement changes more than {@value #ROW_LIMIT}, and no more tags than {@value PostgresSchema#TAG_LIMIT} are told of
 * one, nor many more than {@value #MOST_IN_A_TRANSACTION} of a transaction: what is more is told as rows that nobody counted.
 */
final class TableFunction {

    /** Changed rows in one statement above which none is looked at. */
    static final int ROW_LIMIT = 1_000;

    /** Tags that the function of a table tells in one transaction, above which the rest is told as rows that nobody counted. */
    static final int MOST_IN_A_TRANSACTION = 5_000;

    /** No search path is set for the function, so each operator has its schema. */
    private static final String JOINED = " OPERATOR(pg_catalog.||) ";

    private static final String DIFFERS = " OPERATOR(pg_catalog.*<>) ";

    private static final String ABOVE = " OPERATOR(pg_catalog.>) ";

    /** A value of several fields is not null where one of them is; the server calls no operator for it. */
    private static final String IS_THERE = " IS DISTINCT FROM NULL";

    private static final String IS_MISSING = " IS NOT DISTINCT FROM NULL";

    private static final String NONE = "'{}'::pg_catalog.text[]";

    private final CapturedTable table;
    private final String tenantColumn;
    private final List<String> wholeNames;
    private final List<Shape> shapes;

    /**
     * The function of a table.
     *
     * @param all the shapes of all the table's names
     */
    TableFunction(CapturedTable table, String tenantColumn, Collection<Shape> all) {
        this.table = table;
        this.tenantColumn = tenantColumn;
        this.wholeNames = all.stream()
                .filter(Shape::isWholeTable)
                .map(Shape::table)
                .sorted()
                .toList();
        this.shapes = all.stream()
                .filter(shape -> !shape.isWholeTable())
                .sorted(Comparator.comparing(Shape::toString))
                .toList();
    }

    /** The setting in which it counts what it has told in a transaction, as a text in SQL: as {@link WholeFunction} remembers. */
    static String memory(String hash) {
        return Quoting.text("freshet.rows_" + hash);
    }

    /** By their names in the template; but for the memory. */
    Map<String, String> expressions() {
        Map<String, String> expressions = new TreeMap<>();
        expressions.put("unknownWhole", unknownWhole());
        expressions.put("unknownRows", unknownRows());
        expressions.put("insertedWhole", whole("SELECT DISTINCT " + tenant("n") + " FROM freshet_new n"));
        expressions.put("deletedWhole", whole("SELECT DISTINCT " + tenant("o") + " FROM freshet_old o"));
        expressions.put(
                "updatedWhole",
                whole("SELECT " + tenant("o") + " FROM freshet_old o UNION SELECT " + tenant("n")
                        + " FROM freshet_new n"));
        expressions.put("insertedRows", counted("freshet_new", rows("freshet_new n", sides("n", "true"))));
        expressions.put("deletedRows", counted("freshet_old", rows("freshet_old o", sides("o", "true"))));
        expressions.put("updatedRows", counted("freshet_old", updated()));
        return expressions;
    }

    /** The shapes that this table cannot tell by rows, in words; such as a column that is gone. */
    List<String> blind() {
        return shapes.stream()
                .flatMap(shape -> unfit(shape).stream())
                .distinct()
                .toList();
    }

    private List<String> unfit(Shape shape) {
        List<String> unfit = new ArrayList<>(ConditionSql.unfit(shape.where(), table));
        for (String column : shape.reads().isEmpty() ? shape.pinned() : shape.reads()) {
            Optional<TableColumn> found = table.column(column);
            if (found.isEmpty()) {
                unfit.add("without column " + column + ", which caches depend on");
            } else if (shape.pinned().contains(column) && !ColumnText.hasText(found.get())) {
                unfit.add("rows cannot be told by column " + column + " of type "
                        + found.get().type());
            }
        }
        return unfit;
    }

    private boolean isBlind(Shape shape) {
        return shape.pinned().stream()
                        .anyMatch(column ->
                                table.column(column).filter(ColumnText::hasText).isEmpty())
                || !ConditionSql.unfit(shape.where(), table).isEmpty();
    }

    private String unknownWhole() {
        return array(wholeNames.stream().flatMap(name -> Stream.of(Tags.table(name), Tags.tableUnknown(name))));
    }

    private String unknownRows() {
        return array(shapes.stream().map(shape -> Tags.tableUnknown(shape.table())));
    }

    /** As {@link WholeFunction} has it. */
    private static String shortTenant() {
        return "CASE WHEN pg_catalog.length(tenant) OPERATOR(pg_catalog.<=) " + WholeFunction.LONGEST_TENANT
                + " THEN tenant END";
    }

    private String tenant(String row) {
        return row + "." + Quoting.identifier(tenantColumn) + "::pg_catalog.text";
    }

    /** @param tenants a query that answers the tenants of the changed rows */
    private String whole(String tenants) {
        if (wholeNames.isEmpty()) {
            return NONE;
        }
        if (!table.hasTenant()) {
            return array(wholeNames.stream()
                    .flatMap(name -> Stream.of(Tags.table(name), Tags.table(name) + Tags.NO_TENANT)));
        }
        int limit = PostgresSchema.TAG_LIMIT;
        return "(SELECT CASE WHEN pg_catalog.cardinality(t.tenants)" + ABOVE + limit + " THEN " + unknownWhole()
                + "\n                    ELSE ARRAY (SELECT told.name" + JOINED + "suffix FROM pg_catalog.unnest("
                + array(wholeNames.stream().map(Tags::table)) + ") AS told (name),"
                + "\n                        (SELECT '' UNION ALL SELECT coalesce('@'" + JOINED + shortTenant() + ", '"
                + Tags.NO_TENANT
                + "') FROM pg_catalog.unnest(t.tenants) tenant) AS s (suffix)) END"
                + "\n                    FROM (SELECT ARRAY (" + tenants + " LIMIT " + (limit + 1)
                + ")) AS t (tenants))";
    }

    /** Looks at the rows only if there are not too many. */
    private String counted(String changed, String rows) {
        if (shapes.isEmpty()) {
            return NONE;
        }
        return "CASE WHEN (SELECT pg_catalog.count(*) FROM (SELECT FROM " + changed + " LIMIT " + (ROW_LIMIT + 1)
                + ") AS counted)" + ABOVE + ROW_LIMIT + " THEN " + unknownRows() + "\n                    ELSE " + rows
                + " END";
    }

    private String updated() {
        List<TableColumn> key = table.key();
        if (key.isEmpty()) {
            return "ARRAY (SELECT pg_catalog.unnest(" + rows("freshet_old o", sides("o", "true"))
                    + ")\n                    UNION SELECT pg_catalog.unnest("
                    + rows("freshet_new n", sides("n", "true")) + "))";
        }
        String pairs = "freshet_old o FULL JOIN freshet_new n ON "
                + key.stream()
                        .map(column -> ColumnText.comparable("o", column) + " OPERATOR(pg_catalog.=) "
                                + ColumnText.comparable("n", column))
                        .collect(Collectors.joining(" AND "));
        return rows(
                pairs,
                shapes.stream()
                        .flatMap(shape -> updatedSides(shape, key.get(0)))
                        .toList());
    }

    private Stream<String> updatedSides(Shape shape, TableColumn key) {
        String oldKey = "o." + Quoting.identifier(key.name());
        String newKey = "n." + Quoting.identifier(key.name());
        String changed = "(" + oldKey + IS_MISSING + " OR " + newKey + IS_MISSING + " OR " + differs(shape) + ")";
        return Stream.of(
                side(shape, "o", oldKey + IS_THERE + " AND " + changed),
                side(shape, "n", newKey + IS_THERE + " AND " + changed));
    }

    /**
     * A column that is gone, or that triggers are not told, may have changed. The tenant's column matters whatever is read: its rows leave one
     * tenant's entries and come into another's.
     */
    private String differs(Shape shape) {
        if (shape.reads().isEmpty()) {
            return table.columns().stream().allMatch(TableColumn::isStored)
                    ? "o.*::pg_catalog.record" + DIFFERS + "n.*::pg_catalog.record"
                    : "true";
        }
        List<Optional<TableColumn>> columns = Stream.concat(
                        shape.reads().stream(), table.hasTenant() ? Stream.of(tenantColumn) : Stream.empty())
                .distinct()
                .map(table::column)
                .toList();
        if (columns.stream()
                .anyMatch(column -> column.filter(TableColumn::isStored).isEmpty())) {
            return "true";
        }
        return image("o", columns) + DIFFERS + image("n", columns);
    }

    private static String image(String row, List<Optional<TableColumn>> columns) {
        return columns.stream()
                .map(column ->
                        row + "." + Quoting.identifier(column.orElseThrow().name()))
                .collect(Collectors.joining(", ", "ROW(", ")::pg_catalog.record"));
    }

    private List<String> sides(String row, String condition) {
        return shapes.stream().map(shape -> side(shape, row, condition)).toList();
    }

    /** The name of a shape's rows without and with their tenant, and whether they are told. */
    private String side(Shape shape, String row, String condition) {
        if (isBlind(shape)) {
            return "(" + Quoting.text(Tags.tableUnknown(shape.table())) + ", NULL, " + condition + ")";
        }
        List<String> pieces = Tags.pieces(shape);
        StringBuilder name = new StringBuilder(Quoting.text(pieces.get(0)));
        int next = 1;
        for (String column : shape.pinned()) {
            name.append(JOINED).append(ColumnText.of(row, table.column(column).orElseThrow()));
            String piece = pieces.get(next++);
            name.append(piece.isEmpty() ? "" : JOINED + Quoting.text(piece));
        }
        String owner = table.hasTenant()
                ? "coalesce('@'" + JOINED + tenant(row) + ", '" + Tags.NO_TENANT + "')"
                : "'" + Tags.NO_TENANT + "'";
        String inside = shape.where().isAlways() ? "" : " AND " + ConditionSql.isInside(shape.where(), row, table);
        return "(" + name + ", " + owner + ", " + condition + inside + ")";
    }

    private static String rows(String from, List<String> sides) {
        return "ARRAY (SELECT DISTINCT " + bounded("f.tag") + "\n                    FROM " + from
                + "\n                    CROSS JOIN LATERAL (VALUES "
                + String.join(",\n                        ", sides)
                + ") AS v (base, owner, told)"
                + "\n                    CROSS JOIN LATERAL (VALUES (v.base), (v.base" + JOINED + "v.owner)) AS f (tag)"
                + "\n                    WHERE v.told AND f.tag IS NOT NULL LIMIT " + (PostgresSchema.TAG_LIMIT + 1)
                + ")";
    }

    private static String bounded(String tag) {
        return "CASE WHEN pg_catalog.length(" + tag + ") OPERATOR(pg_catalog.<=) " + Tags.LONGEST + " THEN " + tag
                + " ELSE pg_catalog.left(" + tag + ", " + Tags.LONGEST + ")" + JOINED + "'" + RowValue.NULL + "'"
                + JOINED
                + "pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(" + tag
                + ", 'UTF8')), 'hex'), " + Tags.DIGEST_DIGITS + ") END";
    }

    private static String array(Stream<String> texts) {
        List<String> quoted = texts.distinct().sorted().map(Quoting::text).toList();
        return quoted.isEmpty() ? NONE : "ARRAY[" + String.join(", ", quoted) + "]";
    }
}
