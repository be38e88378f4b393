package io.freshet.capture.postgres;

import io.freshet.capture.CaptureException;
import io.freshet.capture.jdbc.NotedTags;
import io.freshet.tag.Shape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
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
    static final int VERSION = 11;

    /** Distinct tenants, and distinct tags of rows, in one statement above which it is told as "rows unknown". */
    static final int TAG_LIMIT = 100;

    /** Serialises installations and lineages. */
    static final long LOCK = 0x667265736865744cL;

    private static final String CAPTURE = "freshet_capture";
    private static final String NEW_ROWS = " REFERENCING NEW TABLE AS freshet_new";
    private static final String OLD_ROWS = " REFERENCING OLD TABLE AS freshet_old";
    private static final int LONGEST_NAME = 63;

    private final String schema;
    private final String tenantColumn;
    private final NotedTags noted;

    PostgresSchema(String schema, String tenantColumn) {
        this.schema = schema;
        this.tenantColumn = tenantColumn;
        this.noted = NotedTags.of(schema);
    }

    String outbox() {
        String sql = filled(
                "outbox.sql",
                Map.of(
                        "lock", Long.toString(LOCK),
                        "lineage", Quoting.text(Quoting.identifier(schema) + ".freshet_lineage"),
                        "direct", Quoting.text(Quoting.identifier(schema) + ".freshet_direct"),
                        "tagIndex", Quoting.text(Quoting.identifier(schema) + ".freshet_outbox_xid_tag"),
                        "trimmedIndex", Quoting.text(Quoting.identifier(schema) + ".freshet_outbox_trimmed_one"),
                        "noneNoted", noted.noteNone()));
        return sql + comment("freshet_collect(text[])", sql);
    }

    /**
     * Function and triggers of a table that has these shapes. The generation comes last: when it can be read, whoever wrote before has
     * committed, since creating a trigger waits for writers.
     */
    String told(CapturedTable table, Collection<Shape> shapes) {
        String sql = functionAndTriggers(table, shapes);
        return registration(table, shapes) + sql + comment(Quoting.identifier(functionFor(table)) + "()", sql);
    }

    /** The comment of the function that tells these shapes. */
    String generation(CapturedTable table, Collection<Shape> shapes) {
        return generation(functionAndTriggers(table, shapes));
    }

    private String functionAndTriggers(CapturedTable table, Collection<Shape> shapes) {
        Map<String, String> values = new HashMap<>();
        values.put("limit", Integer.toString(TAG_LIMIT));
        values.put("more", Integer.toString(TAG_LIMIT + 1));
        values.put("table", table.qualified());
        values.put("function", Quoting.identifier(functionFor(table)));
        values.put("inserted", NEW_ROWS);
        values.put("updated", OLD_ROWS + " NEW TABLE AS freshet_new");
        values.put("deleted", OLD_ROWS);
        return WholeFunction.tells(shapes)
                ? telling(new WholeFunction(table, tenantColumn, shapes), values)
                : telling(new TableFunction(table, tenantColumn, shapes), values);
    }

    private String telling(TableFunction function, Map<String, String> values) {
        values.putAll(function.expressions());
        values.put("noted", noted.noteArray("whole"));
        values.put("isCertain", noted.isCertain("whole"));
        values.put("isTold", noted.isTold("t.tag"));
        values.put("noneNoted", noted.noteNone());
        values.put("most", Integer.toString(TableFunction.MOST_IN_A_TRANSACTION));
        String sql = filled("function.sql", values);
        return sql.replace("${memory}", TableFunction.memory(hash(sql))) + filled("triggers.sql", values);
    }

    private String telling(WholeFunction function, Map<String, String> values) {
        values.putAll(function.expressions(noted));
        if (!function.readsRows()) {
            values.put("updated", OLD_ROWS);
        }
        if (function.counts()) {
            List.of("inserted", "updated", "deleted").forEach(rows -> values.put(rows, ""));
        }
        String sql = filled(function.template(), values);
        return sql.replace("${memory}", WholeFunction.memory(hash(sql))) + filled("triggers.sql", values);
    }

    /** Notes which shapes the trigger function of a table knows; fails if there are others. */
    private String registration(CapturedTable table, Collection<Shape> shapes) {
        String rows = shapes.stream()
                .sorted(Comparator.comparing(Shape::toString))
                .map(shape -> "(" + Quoting.text(shape.table()) + ", " + array(shape.pinned()) + ", "
                        + array(shape.marks()) + ", "
                        + Quoting.text(shape.where().toString()) + ")")
                .collect(Collectors.joining(",\n    "));
        return filled(
                "register.sql",
                Map.of("table", Quoting.text(table.qualified()), "tables", array(table.names()), "shapes", rows));
    }

    private static String array(Collection<String> texts) {
        return texts.stream().map(Quoting::text).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    String grants(String role) {
        return filled("grant.sql", Map.of("role", Quoting.identifier(role)));
    }

    String removal() {
        return filled("remove.sql", Map.of());
    }

    /** Takes away what {@link #told} creates. */
    String triggersRemoval(CapturedTable table) {
        return Stream.of("insert", "update", "delete", "truncate")
                        .map(event ->
                                "DROP TRIGGER IF EXISTS freshet_told_" + event + " ON " + table.qualified() + ";\n")
                        .collect(Collectors.joining())
                + "DROP FUNCTION IF EXISTS " + Quoting.qualified(schema, functionFor(table)) + "();\n";
    }

    /** Takes away what {@link #grants} grants. */
    String grantsRemoval(String role) {
        return filled("revoke.sql", Map.of("role", Quoting.identifier(role)));
    }

    /** One for each table; by its name, so that scripts are the same for all databases. */
    String functionFor(CapturedTable table) {
        String name = CAPTURE + "_of_" + table.schema() + "." + table.name();
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME ? name : CAPTURE + "_of_" + hash(name);
    }

    /** The comment that an up to date function carries; the last line of its SQL says the same. */
    static String generationOf(String sqlWithComment) {
        int end = sqlWithComment.lastIndexOf('\'');
        return sqlWithComment.substring(sqlWithComment.lastIndexOf('\'', end - 1) + 1, end);
    }

    private String comment(String function, String sql) {
        return "COMMENT ON FUNCTION " + Quoting.identifier(schema) + "." + function + " IS '" + generation(sql)
                + "';\n";
    }

    private static String generation(String sql) {
        return "freshet " + VERSION + " " + hash(sql);
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
