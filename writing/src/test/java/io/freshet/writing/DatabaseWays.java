package io.freshet.writing;

import io.freshet.writing.Entities.Booking;
import io.freshet.writing.Entities.Room;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Writing that the database carries on by itself, or does in its own dialect. */
final class DatabaseWays {

    private static final Set<String> VISIT = Set.of("visit");
    private static final Set<String> ROOM_AND_ALL = Set.of("room", "booking", "booking_line", "locker", "badge");
    private static final String CALL = "call raise_prices(1)";

    static final List<Way> CASCADES = List.of(
            Way.of(
                    "key ON DELETE CASCADE, twice, SET NULL",
                    ROOM_AND_ALL,
                    m -> m.jdbc().update("delete from room where id = 1")),
            Way.of(
                    "key ON DELETE CASCADE, once",
                    Set.of("booking", "booking_line"),
                    m -> m.jdbc().update("delete from booking where id = 1")),
            Way.of("@OnDelete, remove", ROOM_AND_ALL, m -> m.inTransaction(em -> em.remove(em.find(Room.class, 1)))),
            Way.of(
                    "@OnDelete, HQL delete",
                    Set.of("booking", "booking_line"),
                    m -> m.inTransaction(
                            em -> em.createQuery("delete from Booking b").executeUpdate())),
            Way.of(
                    "@OnDelete, stateless delete",
                    Set.of("booking", "booking_line"),
                    m -> m.stateless(s -> s.delete(s.get(Booking.class, 1)))),
            Way.of(
                    "key ON UPDATE CASCADE",
                    Set.of("room", "badge"),
                    m -> m.jdbc().update("update room set code = 'Z' where id = 1")),
            Way.of(
                    "update of another column",
                    Set.of("locker"),
                    m -> m.jdbc().update("update locker set room_id = null")),
            Way.of(
                    "insert where deletes cascade",
                    Set.of("room"),
                    m -> m.jdbc().update("insert into room (id, code) values (9, 'N')")));

    static final List<Way> PROCEDURES = List.of(
            Way.of("procedure in a transaction", VISIT, m -> m.connectedInTransaction(c -> JdbcWays.run(c, CALL)))
                    .guessingEverything(),
            Way.of("procedure by itself", VISIT, m -> m.jdbc().execute(CALL))
                    .guessingEverything()
                    .seenLate(),
            Way.of("CallableStatement", VISIT, m -> m.connectedInTransaction(DatabaseWays::callable))
                    .guessingEverything(),
            Way.of(
                            "native query that calls",
                            VISIT,
                            m -> m.inTransaction(
                                    em -> em.createNativeQuery(CALL).executeUpdate()))
                    .guessingEverything());

    static final List<Way> H2 = List.of(
            Way.of(
                    "H2: MERGE INTO with KEY",
                    Set.of("stock"),
                    m -> m.jdbc().update("merge into stock (shop, item, pieces) key (shop, item) values (1, 1, 3)")),
            Way.of(
                            "H2: FINAL TABLE of an update",
                            VISIT,
                            m -> m.jdbc()
                                    .queryForList("select id from final table (update visit set price = price + 1)"))
                    .guessingEverything(),
            Way.of(
                            "H2: FINAL TABLE of an insert",
                            Set.of("stock"),
                            m -> m.jdbc()
                                    .queryForList(
                                            "select * from final table (insert into stock (shop, item, pieces) values (8, 8, 8))"))
                    .guessingEverything(),
            Way.of(
                    "H2: TRUNCATE with RESTART IDENTITY",
                    Set.of("stock"),
                    m -> m.jdbc().execute("truncate table stock restart identity")),
            Way.of(
                    "H2: DELETE with a limit",
                    Set.of("stock"),
                    m -> m.jdbc().update("delete from stock fetch first 1 row only")),
            Way.of(
                    "H2: COMMIT as text",
                    VISIT,
                    m -> m.connected(c -> {
                        c.setAutoCommit(false);
                        JdbcWays.run(c, "update visit set price = price + 1");
                        JdbcWays.run(c, "commit");
                        c.setAutoCommit(true);
                    })));

    static final List<Way> MYSQL = List.of(
            Way.of(
                    "MySQL: ON DUPLICATE KEY UPDATE",
                    Set.of("stock"),
                    m -> m.jdbc()
                            .update("insert into stock (shop, item, pieces) values (1, 1, 3)"
                                    + " on duplicate key update pieces = values(pieces)")),
            Way.of(
                    "MySQL: REPLACE INTO",
                    Set.of("stock"),
                    m -> m.jdbc().update("replace into stock (shop, item, pieces) values (1, 1, 3)")),
            Way.of(
                    "MySQL: INSERT IGNORE",
                    Set.of("stock"),
                    m -> m.jdbc().update("insert ignore into stock (shop, item, pieces) values (9, 9, 3)")),
            Way.of("MySQL: back ticks", VISIT, m -> m.jdbc().update("update `visit` set `price` = 3")),
            Way.of("MySQL: DELETE with LIMIT", Set.of("stock"), m -> m.jdbc().update("delete from stock limit 1")));

    static final List<Way> POSTGRES = List.of(
            Way.of(
                    "PostgreSQL: ON CONFLICT",
                    Set.of("stock"),
                    m -> m.jdbc()
                            .update("insert into stock (shop, item, pieces) values (1, 1, 3)"
                                    + " on conflict (shop, item) do update set pieces = excluded.pieces")),
            Way.of(
                            "PostgreSQL: UPDATE FROM",
                            VISIT,
                            m -> m.jdbc().update("update visit v set price = 1 from client c where c.id = v.client_id"))
                    .guessing("client"), // other databases name the target there
            Way.of(
                    "PostgreSQL: DELETE USING",
                    VISIT,
                    m -> m.jdbc().update("delete from visit v using client c where c.id = v.client_id")),
            Way.of(
                    "PostgreSQL: write in a WITH",
                    VISIT,
                    m -> m.jdbc().queryForList("with gone as (delete from visit returning id) select * from gone")),
            Way.of(
                    "PostgreSQL: RETURNING",
                    VISIT,
                    m -> m.jdbc().queryForList("update visit set price = price + 1 returning id")),
            Way.of("PostgreSQL: COPY", Set.of("stock"), m -> m.connectedInTransaction(DatabaseWays::copy)),
            Way.of("PostgreSQL: COPY by itself", Set.of("stock"), m -> m.connected(DatabaseWays::copy))
                    .seenLate(),
            Way.of(
                    "PostgreSQL: DO",
                    VISIT,
                    m -> m.connectedInTransaction(
                            c -> JdbcWays.run(c, "do $$ begin update visit set price = price + 1; end $$"))),
            Way.of("PostgreSQL: function in a SELECT", VISIT, m -> m.jdbc().queryForList("select raised_prices(1)"))
                    .seenLate(),
            Way.of(
                    "trigger of the application",
                    Set.of("till", "ledger"),
                    m -> m.jdbc().update("insert into till (id, amount) values (9, 5)")));

    private DatabaseWays() {}

    private static void callable(Connection connection) throws SQLException {
        try (CallableStatement statement = connection.prepareCall("call raise_prices(?)")) {
            statement.setInt(1, 2);
            statement.execute();
        }
    }

    private static void copy(Connection connection) throws Exception {
        connection
                .unwrap(org.postgresql.PGConnection.class)
                .getCopyAPI()
                .copyIn("copy stock (shop, item, pieces) from stdin", new java.io.StringReader("8\t8\t8\n"));
    }
}
