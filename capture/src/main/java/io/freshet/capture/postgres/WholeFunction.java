package io.freshet.capture.postgres;

import io.freshet.capture.jdbc.NotedTags;
import io.freshet.tag.Shape;
import io.freshet.tag.Tags;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trigger function of a table of which caches depend on whole tables only.
 *
 * <h2>Why it tells once in a transaction, and never too little</h2>
 *
 * Ten statements on a table raise the same tags ten times, and each call would cost more than the statement. So the function notes in a custom
 * setting what it has told, local to the transaction, and returns at once when it is called again: in that from which the writer learns its tags
 * ({@link NotedTags}), or where there are tenants in one of its own. Setting and rows of the outbox are written by the same call, in the same
 * subtransaction: whatever takes the rows back (a savepoint, a block that caught an error, the end of the transaction, its preparation) takes the setting back
 * as well. For a session that resets it the function tells once more. One that sets it by hand keeps its own writes from being told, so its name is
 * none that anybody sets by chance.
 *
 * <h2>How it knows that a statement changed something</h2>
 *
 * A transition table costs more than all else in the call, so where the table has no tenants the function asks the server's own counts of rows
 * that the session has inserted, updated and deleted and not yet reported. They are raised with each row, within the statement, and sum over
 * subtransactions: whoever changed a row finds them above zero. They are reported at most once a second, between transactions, so rows of a
 * transaction before may still be among them: then a statement that met no row is told like one that did. Partitions, children and other access
 * methods count elsewhere: such tables keep the transition table, and one that becomes such is told always until it is looked at again.
 *
 * <p>The name of a setting of its own is a hash of the whole function: one that tells other tags remembers apart. Two tables share it only if they share the
 * function, as a renamed table and the one that took its name do.
 */
final class WholeFunction {

    /** A longer name of a tenant would make a tag that is cut, in a way that SQL does not know. */
    static final int LONGEST_TENANT = 180;

    private static final String TOLD = "freshet.told_";

    private final CapturedTable table;
    private final String tenantColumn;
    private final List<String> names;

    /**
     * The function of a table.
     *
     * @param shapes the shapes of all the table's names, each a whole table
     */
    WholeFunction(CapturedTable table, String tenantColumn, Collection<Shape> shapes) {
        this.table = table;
        this.tenantColumn = tenantColumn;
        this.names = shapes.stream().map(Shape::table).distinct().sorted().toList();
    }

    /** Whether it can tell these shapes. */
    static boolean tells(Collection<Shape> shapes) {
        return shapes.stream().allMatch(Shape::isWholeTable);
    }

    /** The file beside this class. */
    String template() {
        if (table.hasTenant()) {
            return "whole-of-tenants.sql";
        }
        return table.isCounted() ? "whole.sql" : "whole-of-parts.sql";
    }

    /** What its template names; but for the memory. */
    Map<String, String> expressions(NotedTags noted) {
        List<String> bases = names.stream().map(Tags::table).toList();
        List<String> told = bases.stream().map(base -> base + Tags.NO_TENANT).toList();
        List<String> unknown = names.stream()
                .flatMap(name -> Stream.of(Tags.table(name), Tags.tableUnknown(name)))
                .toList();
        return Map.ofEntries(
                Map.entry("told", rows(told)),
                Map.entry("toldNoted", noted.note(told)),
                Map.entry("isToldNoted", noted.isNoted(told)),
                Map.entry("unknown", rows(unknown)),
                Map.entry("unknownNoted", noted.note(unknown)),
                Map.entry("isUnknownNoted", noted.isNoted(unknown)),
                Map.entry("toldAndNoted", toldAndNoted(noted, told)),
                Map.entry("bases", rows(bases)),
                Map.entry("ownersNoted", noted.noteOwners(bases, "owners")),
                Map.entry("oldOwner", owner("o")),
                Map.entry("newOwner", owner("n")));
    }

    /** The first of them is told when all are noted: an expression of its own for that would cost more. */
    private static String toldAndNoted(NotedTags noted, List<String> told) {
        String first = "CASE WHEN " + noted.note(told) + " IS NOT NULL THEN " + Quoting.text(told.get(0)) + " END";
        return Stream.concat(Stream.of(first), told.stream().skip(1).map(Quoting::text))
                .collect(Collectors.joining("), (", "(", ")"));
    }

    /** Whether it looks at changed rows, or only at whether there are any. */
    boolean readsRows() {
        return table.hasTenant();
    }

    /** Whether it asks the server's counts rather than the changed rows whether there are any. */
    boolean counts() {
        return !table.hasTenant() && table.isCounted();
    }

    /** The setting in which it remembers tenants, as a text in SQL. */
    static String memory(String hash) {
        return Quoting.text(TOLD + hash);
    }

    /** Bytes are compared: tenants that a collation finds equal are two. */
    private String owner(String row) {
        String tenant = row + "." + Quoting.identifier(tenantColumn) + "::pg_catalog.text";
        return "coalesce('@' OPERATOR(pg_catalog.||) CASE WHEN pg_catalog.length(" + tenant
                + ") OPERATOR(pg_catalog.<=) " + LONGEST_TENANT + " THEN " + tenant + " END, '" + Tags.NO_TENANT
                + "') COLLATE pg_catalog.\"C\"";
    }

    private static String rows(List<String> tags) {
        return tags.stream().map(Quoting::text).collect(Collectors.joining("), (", "(", ")"));
    }
}
