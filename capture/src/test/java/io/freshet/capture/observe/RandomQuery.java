package io.freshet.capture.observe;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A query over the tables {@code visit} and {@code note}, with conditions of all kinds on their columns.
 *
 * @param sql the text
 * @param parameters the values of its parameters, in order
 */
record RandomQuery(String sql, List<Parameter> parameters) {

    static final List<String> TEXTS = List.of("a", "b ", "a,b", "~", "x@?", "ä%");

    /**
     * A value and how it is bound.
     *
     * @param type as JDBC counts them; {@link Types#NULL} to leave it to the driver
     */
    record Parameter(Object value, int type) {}

    static RandomQuery of(Random random) {
        return new Maker(random).query();
    }

    /** What it answers, as one text. */
    String run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                Parameter parameter = parameters.get(i);
                if (parameter.value().equals("")) {
                    statement.setNull(i + 1, parameter.type());
                } else if (parameter.type() == Types.NULL) {
                    statement.setObject(i + 1, parameter.value());
                } else {
                    statement.setObject(i + 1, parameter.value(), parameter.type());
                }
            }
            return read(statement);
        }
    }

    private static String read(PreparedStatement statement) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    line.append(rows.getString(i)).append('|');
                }
                lines.add(line.toString());
            }
        }
        lines.sort(null);
        return String.join("\n", lines);
    }

    static UUID id(int number) {
        return new UUID(0, number);
    }

    static LocalDate day(int number) {
        return LocalDate.of(2026, 1, 1 + number);
    }

    private static final class Maker {

        private static final List<String> VISIT = List.of("client", "kind", "on_day", "opened", "ref", "total");
        private static final List<String> NOTE = List.of("client", "kind");

        private final Random random;
        private final List<Parameter> parameters = new ArrayList<>();

        Maker(Random random) {
            this.random = random;
        }

        RandomQuery query() {
            String sql = switch (random.nextInt(14)) {
                case 0 -> "SELECT total, note FROM visit WHERE " + where("", VISIT);
                case 1 -> "SELECT * FROM visit v WHERE " + where("v.", VISIT);
                case 2 ->
                    "SELECT count(*), sum(total) FILTER (WHERE total > 2) FROM visit v WHERE " + where("v.", VISIT);
                case 3 ->
                    "SELECT v.total, n.kind FROM visit v JOIN note n ON n.client = v.client AND " + where("n.", NOTE)
                            + " WHERE " + where("v.", VISIT);
                case 4 ->
                    "SELECT v.total, n.kind FROM visit v LEFT JOIN note n ON n.client = v.client AND "
                            + where("n.", NOTE) + (random.nextBoolean() ? "" : " AND " + where("v.", VISIT))
                            + " WHERE " + where("v.", List.of("kind", "opened"));
                case 5 ->
                    "SELECT v.total, n.kind FROM visit v LEFT JOIN note n ON n.client = v.client WHERE "
                            + where("n.", NOTE);
                case 6 ->
                    "SELECT v.total, w.on_day FROM visit v " + (random.nextBoolean() ? "RIGHT" : "FULL")
                            + " JOIN visit w ON v.client = w.client AND v.total < w.total AND " + where("w.", NOTE)
                            + " WHERE "
                            + where("w.", VISIT);
                case 7 ->
                    "SELECT v.total, w.total FROM visit v, visit w WHERE " + where("v.", VISIT) + " AND "
                            + where("w.", VISIT);
                case 8 ->
                    "SELECT total FROM visit v WHERE " + (random.nextBoolean() ? "" : "NOT ")
                            + "EXISTS (SELECT 1 FROM note n WHERE n.client = v.client AND " + where("n.", NOTE) + ")";
                case 9 ->
                    "SELECT total FROM visit WHERE " + where("", VISIT) + " UNION ALL SELECT client FROM note WHERE "
                            + where("", NOTE);
                case 10 ->
                    "SELECT v.client, (SELECT max(n.kind) FROM note n WHERE " + where("n.", NOTE)
                            + ") FROM visit v WHERE " + where("v.", VISIT);
                case 11 ->
                    "WITH chosen AS (SELECT client, total FROM visit WHERE " + where("", VISIT)
                            + ") SELECT s.total, n.kind FROM chosen s CROSS JOIN LATERAL"
                            + " (SELECT kind FROM note n WHERE n.client = s.client AND " + where("n.", NOTE) + ") n";
                case 12 ->
                    "SELECT v.client FROM visit v WHERE " + where("v.", VISIT)
                            + " GROUP BY v.client HAVING count(*) > 1 OR max(v.total) = " + value("total");
                default ->
                    "SELECT v.total, row_to_json(v) FROM visit v WHERE " + where("v.", VISIT)
                            + " AND v.client IN (SELECT client FROM note WHERE " + where("", NOTE) + ")";
            };
            return new RandomQuery(sql, List.copyOf(parameters));
        }

        private String where(String alias, List<String> columns) {
            StringBuilder where = new StringBuilder(condition(alias, columns));
            for (int more = random.nextInt(5) / 2; more > 0; more--) {
                where.append(" AND ").append(condition(alias, columns));
            }
            return where.toString();
        }

        private String condition(String alias, List<String> columns) {
            String name = columns.get(random.nextInt(columns.size()));
            String column = alias + name;
            return switch (random.nextInt(9)) {
                case 0 -> column + " IN (" + value(name) + ", " + value(name) + ")";
                case 1 -> "(" + column + " = " + value(name) + " OR " + column + " = " + value(name) + ")";
                case 2 -> "NOT (" + column + " = " + value(name) + ")";
                case 3 -> value(name) + " = " + column;
                case 4 -> "(" + column + " = " + value(name) + ")";
                case 5 -> column + " IS NOT NULL";
                default -> column + " = " + value(name);
            };
        }

        private String value(String column) {
            int number = random.nextInt(3);
            return switch (column) {
                case "kind" -> {
                    String text = TEXTS.get(random.nextInt(TEXTS.size()));
                    yield random.nextInt(4) == 0 ? "'" + text + "'" : bound(text, Types.VARCHAR);
                }
                case "on_day" ->
                    switch (random.nextInt(3)) {
                        case 0 -> "'" + day(number) + "'";
                        case 1 -> "'2026-1-" + (number + 1) + "'";
                        default -> bound(day(number), Types.NULL);
                    };
                case "opened" -> random.nextInt(4) == 0 ? "'t'" : bound(random.nextBoolean(), Types.NULL);
                case "ref" -> random.nextInt(3) == 0 ? "'" + id(number) + "'" : bound(id(number), Types.OTHER);
                default ->
                    switch (random.nextInt(7)) {
                        case 5 -> bound((1L << 32) + number, Types.INTEGER); // cut by the driver
                        case 0 -> Integer.toString(number);
                        case 1 -> "'0" + number + "'";
                        case 2 -> bound("0" + number, Types.OTHER);
                        case 3 -> bound((long) number, Types.BIGINT);
                        case 4 -> bound((1L << 32) + number, Types.BIGINT);
                        default -> bound(number, Types.NULL);
                    };
            };
        }

        private String bound(Object value, int type) {
            boolean isNull = random.nextInt(20) == 0;
            parameters.add(isNull ? new Parameter("", Types.OTHER) : new Parameter(value, type));
            return "?";
        }
    }
}
