package io.freshet.capture.postgres;

import io.freshet.capture.CaptureException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Generates the SQL of outbox, functions and triggers from the templates beside this class.
 *
 * <p>Every function carries a comment {@code freshet <version> <hash of its SQL>}, by which a later start sees whether it is up to date.
 */
final class PostgresSchema {

    /** Raised when a template changes so that an older Freshet must not put its own back. */
    static final int VERSION = 2;

    /** Distinct tenants in one statement above which it is told as "rows unknown". */
    static final int TENANT_LIMIT = 100;

    /** Serialises installations and lineages. */
    static final long LOCK = 0x667265736865744cL;

    private static final String CAPTURE = "freshet_capture";
    private static final int LONGEST_NAME = 63;

    private final String schema;
    private final String tenantColumn;

    PostgresSchema(String schema, String tenantColumn) {
        this.schema = schema;
        this.tenantColumn = tenantColumn;
    }

    String outbox() {
        String sql = filled(
                "outbox.sql",
                Map.of(
                        "lock", Long.toString(LOCK),
                        "lineage", Quoting.text(Quoting.identifier(schema) + ".freshet_lineage"),
                        "tagIndex", Quoting.text(Quoting.identifier(schema) + ".freshet_outbox_xid_tag"),
                        "trimmedIndex", Quoting.text(Quoting.identifier(schema) + ".freshet_outbox_trimmed_one")));
        return sql + comment("freshet_collect(text[])", sql);
    }

    String tenantFunction() {
        String sql = filled(
                "tenant.sql",
                Map.of(
                        "function", Quoting.identifier(tenantFunctionName()),
                        "tenant", Quoting.identifier(tenantColumn),
                        "limit", Integer.toString(TENANT_LIMIT)));
        return sql + comment(Quoting.identifier(tenantFunctionName()) + "()", sql);
    }

    String triggers(CapturedTable table) {
        return filled(
                "triggers.sql",
                Map.of(
                        "table", table.qualified(),
                        "function", Quoting.identifier(functionFor(table)),
                        "names", table.names().stream().map(Quoting::text).collect(Collectors.joining(", "))));
    }

    String grants(String role) {
        return filled("grant.sql", Map.of("role", Quoting.identifier(role)));
    }

    String removal() {
        return filled("remove.sql", Map.of());
    }

    /** Takes away what {@link #tenantFunction} creates. */
    String tenantFunctionRemoval() {
        return "DROP FUNCTION IF EXISTS " + Quoting.qualified(schema, tenantFunctionName()) + "();\n";
    }

    /** Takes away what {@link #triggers} creates. */
    String triggersRemoval(CapturedTable table) {
        return Stream.of("insert", "update", "delete", "truncate")
                .map(event -> "DROP TRIGGER IF EXISTS freshet_" + event + " ON " + table.qualified() + ";\n")
                .collect(Collectors.joining());
    }

    /** Takes away what {@link #grants} grants. */
    String grantsRemoval(String role) {
        return filled("revoke.sql", Map.of("role", Quoting.identifier(role)));
    }

    String functionFor(CapturedTable table) {
        return table.hasTenant() ? tenantFunctionName() : CAPTURE;
    }

    String tenantFunctionName() {
        String name = CAPTURE + "_by_" + tenantColumn;
        return name.length() <= LONGEST_NAME ? name : CAPTURE + "_by_" + hash(tenantColumn);
    }

    /** The comment that an up to date function carries; the last line of its SQL says the same. */
    static String generationOf(String sqlWithComment) {
        int end = sqlWithComment.lastIndexOf('\'');
        return sqlWithComment.substring(sqlWithComment.lastIndexOf('\'', end - 1) + 1, end);
    }

    private String comment(String function, String sql) {
        return "COMMENT ON FUNCTION " + Quoting.identifier(schema) + "." + function + " IS 'freshet " + VERSION + " "
                + hash(sql) + "';\n";
    }

    private String filled(String template, Map<String, String> values) {
        String sql = resource(template).replace("${schema}", Quoting.identifier(schema));
        for (Map.Entry<String, String> value : values.entrySet()) {
            sql = sql.replace("${" + value.getKey() + "}", value.getValue());
        }
        return sql;
    }

    private static String resource(String name) {
        try (InputStream in = PostgresSchema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new CaptureException(
                        "The class path lacks " + name + " beside " + PostgresSchema.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new CaptureException("Every Java platform has SHA-256, but this one does not", e);
        }
    }
}
