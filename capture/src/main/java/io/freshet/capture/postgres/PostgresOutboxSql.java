package io.freshet.capture.postgres;

/** The statements of the outbox, for one schema. */
final class PostgresOutboxSql {

    /** The log's position is asked for by a query of its own: once, and when the snapshot has been taken. */
    private static final String SNAPSHOT = """
            SELECT pg_current_snapshot()::text, pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
                   pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
                   (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
                   (SELECT pg_current_wal_insert_lsn())::text,
            """;

    private static final String NO_ROW = "NULL::bigint, NULL::text, ";

    private static final String REACHES = """
            pg_snapshot_xmin(given.seen) > t.xid AND pg_visible_in_snapshot(t.since, given.seen)
                       AND pg_snapshot_xmax(given.seen) <= pg_snapshot_xmax(pg_current_snapshot())
            """;

    private static final String GIVEN = "(VALUES (?::pg_snapshot)) AS given (seen)";

    /** For two queries in one. */
    private static final String GIVEN_TWICE = "WITH given AS MATERIALIZED (SELECT ?::pg_snapshot AS seen)\n";

    private static final long TRIM_LOCK = 0x6672657368657454L;

    private final String outbox;
    private final String trimmed;
    private final String snapshot;
    private final String read;
    private final String snapshotInCycle;
    private final String readInCycle;
    private final String nextLineage;
    private final String cycle;
    private final String direct;

    PostgresOutboxSql(String schema) {
        this.outbox = Quoting.qualified(schema, "freshet_outbox");
        this.trimmed = Quoting.qualified(schema, "freshet_outbox_trimmed");
        this.nextLineage = Quoting.qualified(schema, "freshet_next_lineage");
        this.cycle = Quoting.qualified(schema, "freshet_cycle");
        this.direct = Quoting.qualified(schema, "freshet_direct");
        this.snapshot = SNAPSHOT + NO_ROW + "true";
        this.read = reading();
        this.snapshotInCycle = inCycle(snapshot);
        this.readInCycle = inCycle(read);
    }

    String snapshot() {
        return snapshot;
    }

    /**
     * Takes a snapshot, the lowest transaction, and the time in microseconds from which rows count though the snapshot claims to show them. Answers
     * one row with the snapshot and whether the outbox reaches back, and one for each row of the outbox without it: to make it anew for each would
     * cost more than to read it.
     */
    String read() {
        return read;
    }

    /** Counts a cycle, and only then takes the snapshot. */
    String snapshotInCycle() {
        return snapshotInCycle;
    }

    /** The same before it reads. */
    String readInCycle() {
        return readInCycle;
    }

    private String inCycle(String then) {
        return "SELECT nextval(" + Quoting.text(cycle) + "); " + then;
    }

    private String reading() {
        return GIVEN_TWICE + SNAPSHOT + NO_ROW + REACHES + " FROM given CROSS JOIN " + trimmed + """
                 t
                UNION ALL
                SELECT NULL, NULL, NULL, NULL, NULL, o.xid::text::bigint, o.tag, NULL
                FROM given JOIN %s o
                  ON o.xid >= ?::text::xid8 AND (NOT pg_visible_in_snapshot(o.xid, given.seen)
                                                 OR extract(epoch FROM o.at) * 1000000 >= ?)""".formatted(outbox);
    }

    String reachesBack() {
        return "SELECT " + REACHES + "FROM " + GIVEN + ", " + trimmed + " t";
    }

    String nextLineage() {
        return "SELECT " + nextLineage + "(?)";
    }

    /** The first one, too: until then a sequence has a last value that it has not given out. */
    String cycles() {
        return "SELECT last_value + is_called::int FROM " + cycle;
    }

    /** Counts first, then takes a transaction id: it is above that of every transaction that has looked at the count before. */
    String beginDirectRead() {
        return "WITH counted AS MATERIALIZED (SELECT nextval(" + Quoting.text(direct)
                + ") AS number) SELECT number, pg_current_xact_id() FROM counted";
    }

    /** As {@code freshet_collect} counts. */
    String directReads() {
        return "SELECT last_value + is_called::int FROM " + direct;
    }

    /**
     * Lowest transaction that stays, rows to look at, retention in milliseconds; answers how many rows are gone. The oldest rows are looked at,
     * and no others, so that a step costs the same however many there are; by one relay at a time.
     */
    String trim() {
        return """
                WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(%3$d) AS is_ours),
                oldest AS MATERIALIZED (
                    SELECT ctid, at FROM %1$s WHERE (SELECT is_ours FROM turn) AND xid < ?::text::xid8 ORDER BY xid LIMIT ?),
                gone AS (
                    DELETE FROM %1$s WHERE ctid = ANY (ARRAY (
                        SELECT ctid FROM oldest WHERE at < clock_timestamp() - ? * interval '1 millisecond'))
                    RETURNING xid),
                noted AS (
                    UPDATE %2$s t SET xid = greatest(t.xid, (SELECT g.xid FROM gone g ORDER BY g.xid DESC LIMIT 1))
                    WHERE EXISTS (SELECT FROM gone))
                SELECT count(*) FROM gone""".formatted(outbox, trimmed, TRIM_LOCK);
    }
}
