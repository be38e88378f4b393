package io.freshet.bench.capture;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Three tables, a transaction of ten statements on two of them, and statements that write many rows of the third. */
final class Accounts {

    static final Set<String> TABLES = Set.of("account", "entry", "bulk");

    /** Accounts of each writer: none waits for the row of another. */
    private static final int ACCOUNTS = 1_000;

    /**
     * Entries that are there from the start, and of no writer. Without them the table is empty when the server plans the first deletion, and
     * whether that reads the whole table ever after is left to when it is analysed: some systems would then be slower, by chance.
     */
    private static final int HISTORY = 100_000;

    private static final int UPDATES = 5;
    private static final int INSERTS = 4;

    private Accounts() {}

    /** Creates the tables, with a history, accounts for so many writers, and one that nobody of them writes. */
    static void create(DataSource database, int writers) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE account (id bigint PRIMARY KEY, balance bigint NOT NULL, version bigint NOT NULL)");
            statement.execute(
                    "CREATE TABLE entry (writer bigint, number bigint, position bigint, account bigint NOT NULL,"
                            + " amount bigint NOT NULL, PRIMARY KEY (writer, number, position))");
            statement.execute(
                    "CREATE TABLE bulk (id bigint PRIMARY KEY, account bigint NOT NULL, amount bigint NOT NULL)");
            statement.execute(
                    "INSERT INTO account SELECT id, 0, 0 FROM generate_series(0, " + writers * ACCOUNTS + ") id");
            statement.execute(
                    "INSERT INTO entry SELECT -1, number, 0, 0, 0 FROM generate_series(1, " + HISTORY + ") number");
            statement.execute("VACUUM (ANALYZE) account, entry");
        }
    }

    /** The account that no writer writes. */
    static int watched(int writers) {
        return writers * ACCOUNTS;
    }

    /** Five updates, four inserts and a delete of what the transaction before inserted, committed. */
    static void transfer(DataSource database, int writer, long number) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < UPDATES; i++) {
                int account = writer * ACCOUNTS + ThreadLocalRandom.current().nextInt(ACCOUNTS);
                run(connection, "UPDATE account SET balance = balance + ? WHERE id = ?", 1, account);
            }
            for (int i = 0; i < INSERTS; i++) {
                run(connection, "INSERT INTO entry VALUES (?, ?, ?, ?, ?)", writer, number, i, writer, number);
            }
            run(connection, "DELETE FROM entry WHERE writer = ? AND number = ?", writer, number - 1);
            connection.commit();
        }
    }

    /** Writes a row past the application. */
    static void touch(Connection connection, int account, long version) throws SQLException {
        run(connection, "UPDATE account SET version = ? WHERE id = ?", version, account);
    }

    /** Inserts, updates and deletes so many rows, each in one statement; returns the nanoseconds of all three. */
    static long writeMany(DataSource database, int rows) throws SQLException {
        try (Connection connection = database.getConnection()) {
            run(connection, "VACUUM bulk");
            long start = System.nanoTime();
            run(connection, "INSERT INTO bulk SELECT id, id % 100, 0 FROM generate_series(1, ?::int) id", rows);
            run(connection, "UPDATE bulk SET amount = amount + 1");
            run(connection, "DELETE FROM bulk");
            return System.nanoTime() - start;
        }
    }

    private static void run(Connection connection, String sql, long... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
