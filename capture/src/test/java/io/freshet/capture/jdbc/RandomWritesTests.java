package io.freshet.capture.jdbc;

import io.freshet.tag.RowValue;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import io.freshet.tag.Tags;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a transaction changes is told: what the table holds before and after it is compared with the tags. */
class RandomWritesTests {

    private static final int TRANSACTIONS = 400;
    private static final List<String> COLUMNS = List.of("a", "b", "c");
    private static final Set<Shape> SHAPES = Set.of(
            Shape.of("thing", List.of("id"), List.of()),
            Shape.of("thing", List.of("a"), List.of("b")),
            Shape.of("thing", List.of("a", "b"), List.of()));

    private final Random random = new Random(21);

    @Test
    void everyChangedRow_isToldByItsValuesBeforeAndAfter_orAsAnyRow() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:random");
        int counted = 0;
        try (Connection plain = h2.getConnection()) {
            Plain.run(plain, "CREATE TABLE thing (id int PRIMARY KEY, a int, b varchar(9), c int)");
            Recorder recorder = new Recorder(
                    StatementTransactionTags.withoutOutbox().telling(CountedRows.of(plain, new Shapes(SHAPES), "t")));
            try (Connection connection = new CapturedDataSource(h2, recorder, recorder).getConnection()) {
                connection.setAutoCommit(false);
                for (int i = 0; i < TRANSACTIONS; i++) {
                    Plain.run(plain, "MERGE INTO thing KEY (id) VALUES (1, 1, 'x', 1), (2, 1, 'y', 2), (3, 2, 'x', 3)");
                    Map<Integer, Map<String, @Nullable Object>> before = rows(plain);
                    List<String> statements = new ArrayList<>();
                    for (int n = 1 + random.nextInt(3); n > 0; n--) {
                        statements.add(write(connection));
                    }
                    connection.commit();
                    TreeSet<String> told = recorder.told();
                    if (!told.contains("table/thing?")) {
                        counted++;
                        assertThat(told).as("%s on %s", statements, before).containsAll(expected(before, rows(plain)));
                    }
                }
            }
        }
        assertThat(counted).as("transactions whose rows were told").isGreaterThan(TRANSACTIONS / 4);
    }

    private String write(Connection connection) throws SQLException {
        String sql = switch (random.nextInt(5)) {
            case 0 -> "INSERT INTO thing (b, id, a) VALUES ('x', ?, ?)";
            case 1 -> "DELETE FROM thing WHERE " + condition();
            default -> "UPDATE thing SET " + COLUMNS.get(random.nextInt(3)) + " = ? WHERE " + condition();
        };
        boolean isBatch = random.nextBoolean();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int n = isBatch ? 1 + random.nextInt(3) : 1; n > 0; n--) {
                bind(statement);
                if (isBatch) {
                    statement.addBatch();
                }
            }
            if (isBatch) {
                statement.executeBatch();
            } else {
                statement.executeUpdate();
            }
        } catch (SQLException e) {
            return sql + " failed"; // such as a key that is there already
        }
        return sql;
    }

    private void bind(PreparedStatement statement) throws SQLException {
        for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
            int value = random.nextInt(6);
            if (value == 5) {
                statement.setNull(i, java.sql.Types.INTEGER);
            } else {
                statement.setInt(i, value);
            }
        }
    }

    private String condition() {
        return switch (random.nextInt(5)) {
            case 0 -> "id = ?";
            case 1 -> "a = ?";
            case 2 -> "a < ? OR id = ?";
            case 3 -> "b IN ('x', 'z') AND c >= ?";
            default -> "NOT a IS NULL";
        };
    }

    private static Map<Integer, Map<String, @Nullable Object>> rows(Connection connection) throws SQLException {
        Map<Integer, Map<String, @Nullable Object>> rows = new TreeMap<>();
        try (ResultSet found = connection.createStatement().executeQuery("SELECT id, a, b, c FROM thing")) {
            while (found.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (String column : List.of("id", "a", "b", "c")) {
                    row.put(column, found.getObject(column));
                }
                rows.put(found.getInt(1), row);
            }
        }
        return rows;
    }

    private static Set<String> expected(
            Map<Integer, Map<String, @Nullable Object>> before, Map<Integer, Map<String, @Nullable Object>> after) {
        Set<String> expected = new TreeSet<>();
        Set<Integer> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (Integer id : all) {
            for (Shape shape : SHAPES) {
                Map<String, @Nullable Object> old = before.get(id);
                Map<String, @Nullable Object> now = after.get(id);
                if (old == null || now == null || hasChanged(shape, old, now)) {
                    add(expected, shape, old);
                    add(expected, shape, now);
                }
            }
        }
        return expected;
    }

    private static boolean hasChanged(
            Shape shape, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
        return old.keySet().stream()
                .filter(column -> shape.reads().isEmpty() || shape.reads().contains(column))
                .anyMatch(column -> !Objects.equals(old.get(column), now.get(column)));
    }

    private static void add(Set<String> tags, Shape shape, @Nullable Map<String, @Nullable Object> row) {
        if (row != null) {
            List<String> texts = new ArrayList<>();
            shape.pinned()
                    .forEach(column -> texts.add(RowValue.text(row.get(column)).orElseThrow()));
            tags.add(Tags.rows(shape, texts, ""));
        }
    }
}
