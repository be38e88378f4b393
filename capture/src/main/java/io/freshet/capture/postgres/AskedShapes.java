package io.freshet.capture.postgres;

import io.freshet.tag.Shape;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/** Which application asks for which shapes: what stands in {@code freshet_shape_asked}. */
final class AskedShapes {

    /** Separates the columns of one shape. */
    private static final String SEPARATOR = "\u001f";

    private AskedShapes() {}

    /** Notes that an application depends on these now. */
    static void note(Connection connection, String schema, String application, Collection<Shape> shapes)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + Quoting.qualified(schema, "freshet_shapes_asked") + "(?, ?, ?, ?)")) {
            statement.setString(1, application);
            statement.setArray(2, texts(connection, shapes, Shape::table));
            statement.setArray(3, texts(connection, shapes, shape -> joined(shape.pinned())));
            statement.setArray(4, texts(connection, shapes, shape -> joined(shape.marks())));
            statement.execute();
        }
    }

    private static Array texts(Connection connection, Collection<Shape> shapes, Function<Shape, String> text)
            throws SQLException {
        return connection.createArrayOf("text", shapes.stream().map(text).toArray());
    }

    private static String joined(SortedSet<String> columns) {
        return String.join(SEPARATOR, columns);
    }

    private static boolean isThere(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, Quoting.qualified(schema, "freshet_shape_asked"));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** All that are registered; none where nothing is installed, or an earlier version. */
    static List<KnownShape> all(Connection connection, String schema) throws SQLException {
        List<KnownShape> all = new ArrayList<>();
        if (!isThere(connection, schema)) {
            return all;
        }
        try (PreparedStatement statement = connection.prepareStatement(allIn(Quoting.identifier(schema)));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                add(all, row);
            }
        }
        return all;
    }

    /** The rows of one shape follow each other. */
    private static void add(List<KnownShape> all, ResultSet row) throws SQLException {
        Shape shape =
                RegisteredShape.shape(row.getString(1), Catalog.texts(row, 2), Catalog.texts(row, 3), row.getString(4));
        SortedMap<String, Instant> asked = new TreeMap<>();
        boolean isSame = !all.isEmpty() && all.get(all.size() - 1).shape().equals(shape);
        if (isSame) {
            asked.putAll(all.remove(all.size() - 1).asked());
        }
        if (row.getString(6) != null) {
            asked.put(row.getString(6), Instant.ofEpochMilli((long) row.getDouble(7)));
        }
        all.add(new KnownShape(shape, Instant.ofEpochMilli((long) row.getDouble(5)), asked));
    }

    private static String allIn(String schema) {
        return """
            SELECT s.table_name, s.pinned, s.reads, s.condition, extract(epoch FROM s.since) * 1000, a.application, extract(epoch FROM a.asked) * 1000
            FROM %1$s.freshet_shape s LEFT JOIN %1$s.freshet_shape_asked a USING (table_name, pinned, reads)
            ORDER BY 1, 2, 3, 6""".formatted(schema);
    }
}
