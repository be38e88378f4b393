package io.freshet.capture.postgres;

/** The statements of the outbox, for one schema. */
final class PostgresOutboxSql {

    private static final String SNAPSHOT = """
            SELECT pg_current_snapshot()::text, pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
                   (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
            """;

    private final String outbox;
    private final String trimmed;
    private final String nextLineage;
    private final String cycle;

    PostgresOutboxSql(String schema) {
        this.outbox = Quoting.qualified(schema, "freshet_outbox");
        this.trimmed = Quoting.qualified(schema, "freshet_outbox_trimmed");
        this.nextLineage = Quoting.qualified(schema, "freshet_next_lineage");
        this.cycle = Quoting.qualified(schema, "freshet_cycle");
    }

    String snapshot() {
        return SNAPSHOT + "NULL, NULL";
    }

    /** Snapshot, lowest transaction, and the time in microseconds from which rows count though the snapshot claims to show them. */
    String read() {
        return SNAPSHOT + """
                o.xid::text::bigint, o.tag
                FROM (VALUES (?::pg_snapshot)) AS given (seen) LEFT JOIN %s o
                  ON o.xid >= ?::text::xid8 AND (NOT pg_visible_in_snapshot(o.xid, given.seen)
                                                 OR extract(epoch FROM o.at) * 1000000 >= ?)""".formatted(outbox);
    }

    String reachesBack() {
        return """
                SELECT pg_snapshot_xmin(given.seen) > t.xid AND pg_visible_in_snapshot(t.since, given.seen)
                       AND pg_snapshot_xmax(given.seen) <= pg_snapshot_xmax(pg_current_snapshot())
                FROM (VALUES (?::pg_snapshot)) AS given (seen), %s t""".formatted(trimmed);
    }

    String nextLineage() {
        return "SELECT " + nextLineage + "(?)";
    }

    String beginCycle() {
        return "SELECT nextval(" + Quoting.text(cycle) + ")";
    }

    String cycles() {
        return "SELECT last_value FROM " + cycle;
    }

    /** Lowest transaction that stays, retention in milliseconds, rows at the most. */
    String trim() {
        return """
                WITH gone AS (
                    DELETE FROM %1$s WHERE ctid = ANY (ARRAY (
                        SELECT ctid FROM %1$s WHERE xid < ?::text::xid8 AND at < clock_timestamp() - ? * interval '1 millisecond'
                        ORDER BY xid LIMIT ? FOR UPDATE SKIP LOCKED))
                    RETURNING xid)
                UPDATE %2$s t SET xid = greatest(t.xid, (SELECT g.xid FROM gone g ORDER BY g.xid DESC LIMIT 1))
                WHERE EXISTS (SELECT FROM gone)""".formatted(outbox, trimmed);
    }
}
