package io.freshet.writing;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Writing by JDBC, with Spring and without. */
final class JdbcWays {

    private static final Set<String> VISIT = Set.of("visit");
    private static final String RAISE = "update visit set price = price + 1";
    private static final String RAISE_ONE = RAISE + " where id = ?";

    static final List<Way> SPRING = List.of(
            Way.of("JdbcTemplate update", VISIT, m -> m.jdbc().update(RAISE_ONE, 1)),
            Way.of("JdbcTemplate execute", VISIT, m -> m.jdbc().execute(RAISE)),
            Way.of(
                    "JdbcTemplate batch of texts",
                    Set.of("visit", "stock"),
                    m -> m.jdbc().batchUpdate(RAISE, "update stock set pieces = 1")),
            Way.of(
                    "JdbcTemplate batch of rows",
                    VISIT,
                    m -> m.jdbc().batchUpdate(RAISE_ONE, List.of(new Object[] {1}, new Object[] {2}))),
            Way.of(
                    "JdbcClient",
                    VISIT,
                    m -> m.client()
                            .sql(RAISE + " where id = :id")
                            .param("id", 1)
                            .update()),
            Way.of(
                    "NamedParameterJdbcTemplate",
                    VISIT,
                    m -> new NamedParameterJdbcTemplate(m.jdbc())
                            .update(RAISE + " where id in (:ids)", Map.of("ids", List.of(1, 2)))),
            Way.of(
                    "JdbcTemplate batch of inserts",
                    VISIT,
                    m -> m.jdbc()
                            .batchUpdate(
                                    "insert into visit (id, client_id, price) values (?, ?, ?)",
                                    List.of(new Object[] {9, 1, 40}, new Object[] {10, 2, 41}, new Object[] {
                                        11, null, 42
                                    }))),
            Way.of(
                    "JdbcTemplate batch that moves a row twice",
                    VISIT,
                    m -> m.jdbc()
                            .batchUpdate(
                                    "update visit set client_id = ? where id = ?",
                                    List.of(new Object[] {2, 1}, new Object[] {3, 1}))),
            Way.of(
                    "NamedParameterJdbcTemplate batch of deletes",
                    VISIT,
                    m -> new NamedParameterJdbcTemplate(m.jdbc())
                            .batchUpdate("delete from visit where id = :id", new SqlParameterSource[] {
                                new MapSqlParameterSource("id", 1), new MapSqlParameterSource("id", 3)
                            })),
            Way.of(
                    "update of a key",
                    VISIT,
                    m -> m.jdbc().update("update visit set client_id = 3 where client_id = 1")),
            Way.of("update of a row's own id", VISIT, m -> m.jdbc().update("update visit set id = 9 where id = 1")),
            Way.of(
                    "SimpleJdbcInsert",
                    Set.of("stock"),
                    m -> new SimpleJdbcInsert(m.jdbc())
                            .withTableName("stock")
                            .execute(Map.of("shop", 6, "item", 6, "pieces", 6))),
            Way.of(
                    "SimpleJdbcInsert, batch",
                    Set.of("stock"),
                    m -> new SimpleJdbcInsert(m.jdbc())
                            .withTableName("stock")
                            .executeBatch(
                                    new MapSqlParameterSource(Map.of("shop", 7, "item", 1, "pieces", 1)),
                                    new MapSqlParameterSource(Map.of("shop", 7, "item", 2, "pieces", 1)))),
            Way.of(
                    "insert of a query",
                    Set.of("stock"),
                    m -> m.jdbc()
                            .update(
                                    "insert into stock (shop, item, pieces) select shop + 10, item, pieces from stock")),
            Way.of(
                    "MERGE",
                    Set.of("stock"),
                    m -> m.jdbc()
                            .update(
                                    "merge into stock s using (values (1, 1, 3)) n (shop, item, pieces)"
                                            + " on s.shop = n.shop and s.item = n.item when matched then update set pieces = n.pieces")),
            Way.of("TRUNCATE", Set.of("stock"), m -> m.jdbc().execute("truncate table stock")),
            Way.of("a comment before it", VISIT, m -> m.jdbc().update("/* nightly */ -- job\n " + RAISE)),
            Way.of("a name with its schema", VISIT, m -> m.jdbc().update("update public.visit set price = price + 1")),
            Way.ofNothing("SELECT FOR UPDATE", m -> m.jdbc().queryForList("select * from visit for update")),
            Way.ofNothing("EXPLAIN", m -> m.jdbc().queryForList("explain " + RAISE)),
            Way.ofNothing("query", m -> m.jdbc().queryForList("select 'update visit set price = 1' as text")));

    static final List<Way> BARE = List.of(
            Way.of("Statement, each commits", VISIT, m -> m.connected(c -> run(c, RAISE))),
            Way.of("Statement, committed", VISIT, m -> m.connectedInTransaction(c -> run(c, RAISE))),
            Way.of(
                    "Statement, committed by autocommit",
                    VISIT,
                    m -> m.connected(c -> {
                        c.setAutoCommit(false);
                        run(c, RAISE);
                        c.setAutoCommit(true);
                    })),
            Way.of(
                    "Statement with generated keys",
                    VISIT,
                    m -> m.connected(c -> {
                        try (Statement statement = c.createStatement()) {
                            statement.executeUpdate(RAISE, Statement.RETURN_GENERATED_KEYS);
                        }
                    })),
            Way.of(
                    "large update",
                    VISIT,
                    m -> m.connected(c -> {
                        try (PreparedStatement statement = c.prepareStatement(RAISE)) {
                            statement.executeLargeUpdate();
                        }
                    })),
            Way.of("Statement batch", Set.of("visit", "stock"), m -> m.connected(JdbcWays::batch)),
            Way.of("PreparedStatement batch", VISIT, m -> m.connectedInTransaction(JdbcWays::preparedBatch)),
            Way.of(
                    "CallableStatement without a call",
                    VISIT,
                    m -> m.connected(c -> {
                        try (CallableStatement statement = c.prepareCall(RAISE)) {
                            statement.execute();
                        }
                    })),
            Way.of(
                    "several statements in a text",
                    Set.of("visit", "stock"),
                    m -> m.connected(c -> run(c, RAISE + "; update stock set pieces = 1"))),
            Way.of("updatable result, each commits", VISIT, m -> m.connected(c -> updateRow(c, m))),
            Way.of("updatable result, committed", VISIT, m -> m.connectedInTransaction(c -> updateRow(c, m))),
            Way.of("updatable result, insert", VISIT, m -> m.connected(JdbcWays::insertRow)),
            Way.of("updatable result, delete", VISIT, m -> m.connectedInTransaction(JdbcWays::deleteRow)),
            Way.of("updatable result of a prepared query", VISIT, m -> m.connected(JdbcWays::updatePrepared)),
            Way.ofNothing("updatable result, only read", m -> m.connected(JdbcWays::readUpdatable)),
            Way.ofNothing(
                    "connection closed without a commit",
                    m -> m.connected(c -> {
                        c.setAutoCommit(false);
                        run(c, RAISE);
                        c.rollback();
                    })));

    private JdbcWays() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void batch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch(RAISE);
            statement.addBatch("update stock set pieces = 1");
            statement.executeBatch();
        }
    }

    private static void preparedBatch(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RAISE_ONE)) {
            for (int id = 1; id <= 3; id++) {
                statement.setInt(1, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static Statement updatable(Connection connection) throws SQLException {
        return connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
    }

    private static final String ROWS = "select id, client_id, price from visit order by id";

    /** Somebody else reads between the query and the change. */
    private static void updateRow(Connection connection, Means means) throws Exception {
        try (Statement statement = updatable(connection);
                ResultSet rows = statement.executeQuery(ROWS)) {
            rows.next();
            CompletableFuture.runAsync(() -> Reading.ALL.forEach(reading -> reading.of(means.cached())))
                    .get();
            rows.updateInt("price", 99);
            rows.updateRow();
        }
    }

    private static void insertRow(Connection connection) throws SQLException {
        try (Statement statement = updatable(connection);
                ResultSet rows = statement.executeQuery(ROWS)) {
            rows.moveToInsertRow();
            rows.updateInt("id", 9);
            rows.updateInt("client_id", 1);
            rows.updateInt("price", 99);
            rows.insertRow();
        }
    }

    private static void deleteRow(Connection connection) throws SQLException {
        try (Statement statement = updatable(connection)) {
            statement.execute(ROWS);
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                rows.deleteRow();
            }
        }
    }

    private static void updatePrepared(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        ROWS, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            rows.updateInt("price", 99);
            rows.updateRow();
        }
    }

    private static void readUpdatable(Connection connection) throws SQLException {
        try (Statement statement = updatable(connection);
                ResultSet rows = statement.executeQuery(ROWS)) {
            rows.next();
        }
    }
}
