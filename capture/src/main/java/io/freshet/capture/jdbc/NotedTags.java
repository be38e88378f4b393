package io.freshet.capture.jdbc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tags of a transaction as its trigger functions leave them to its writer, and to each other: one text in a setting that is local to the transaction.
 *
 * <h2>Why they may go by it</h2>
 *
 * To read the outbox costs a writer more than all the rest of its question. The setting is written with the rows of the outbox, in the same subtransaction, so
 * whatever takes those back (a savepoint, an error that was caught, the end of the transaction) takes it back as well. What is too long for it, or has the
 * separator in it, is not noted: the text then begins with {@value #NOT_NOTED}, and only the outbox knows. Whoever resets settings in the midst of
 * a transaction loses it: what was told is then told once more, and a writer that has seen such a statement, or one that it cannot read, asks the outbox. A function
 * that does so unseen leaves the tags from before to the relay, as does a function of version 5 or before, which notes nothing.
 */
public final class NotedTags {

    /** What the text begins with if it does not say all. No tag of a table or of rows begins with it. */
    static final String NOT_NOTED = "*";

    /** A unit separator, which names and values hardly have. */
    private static final String SEPARATOR = "\u001f";

    private static final int LONGEST = 4_000;

    private final String name;
    private final String present;

    private NotedTags(String schema) {
        this.name = "'freshet.tags_" + written(schema) + "'";
        this.present = "pg_catalog.current_setting(" + name + ", true)";
    }

    /** Those of the outbox in a schema. Each has a setting of its own: what one has told another may not pass over. */
    public static NotedTags of(String schema) {
        return new NotedTags(schema);
    }

    /** As a part of a setting's name, in which there are few characters, and capitals are as small ones. No two are the same. */
    private static String written(String schema) {
        StringBuilder written = new StringBuilder();
        schema.codePoints().forEach(c -> {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                written.appendCodePoint(c);
            } else {
                written.append('_')
                        .append(c == '_' ? "" : Integer.toHexString(c))
                        .append('_');
            }
        });
        return written.toString();
    }

    /** SQL that notes these, which are few, and have no separator; answers a text that is not null. */
    public String note(List<String> tags) {
        return "pg_catalog.set_config(" + name + ", pg_catalog.concat(" + present + ", " + literal(joined(tags))
                + "), true)";
    }

    /** SQL that is true if just these have been noted by {@link #note} in this transaction, and hence told; else it may be null. */
    public String isNoted(List<String> tags) {
        return "pg_catalog.strpos(" + present + ", " + literal(joined(tags)) + ") OPERATOR(pg_catalog.>) 0";
    }

    private static String joined(List<String> tags) {
        return tags.stream().collect(Collectors.joining(SEPARATOR, SEPARATOR, SEPARATOR));
    }

    /** SQL that notes each of these, and each followed by each text in an array, whatever those are; answers a text that is not null. */
    public String noteOwners(List<String> bases, String owners) {
        return note(
                hasSeparator(owners),
                bases.stream()
                        .map(base -> literal(SEPARATOR + base) + ", pg_catalog.array_to_string(" + owners + ", "
                                + literal(SEPARATOR + base) + "), " + literal(SEPARATOR))
                        .collect(Collectors.joining(", ")));
    }

    /** SQL that notes those in an array, whatever they are; answers a text that is not null. */
    public String noteArray(String array) {
        return note(
                hasSeparator(array),
                literal(SEPARATOR) + ", pg_catalog.array_to_string(" + array + ", " + literal(SEPARATOR) + "), "
                        + literal(SEPARATOR));
    }

    /** SQL that is true if what is noted says of each of those in an array, whatever they are, whether it has been told. */
    public String isCertain(String array) {
        return "NOT COALESCE(" + isNone() + hasSeparator(array) + ", false)";
    }

    /** SQL that is true if this text has been noted, and hence told; only where {@link #isCertain} is true for it. */
    public String isTold(String tag) {
        return "COALESCE(pg_catalog.strpos(" + present + ", pg_catalog.concat(" + literal(SEPARATOR) + ", " + tag + ", "
                + literal(SEPARATOR) + ")) OPERATOR(pg_catalog.>) 0, false)";
    }

    /** SQL that says that only the outbox knows. */
    public String noteNone() {
        return "pg_catalog.set_config(" + name + ", '" + NOT_NOTED + "', true)";
    }

    private String note(String unless, String texts) {
        return "pg_catalog.set_config(" + name + ", CASE WHEN pg_catalog.length(" + present
                + ") OPERATOR(pg_catalog.>) " + LONGEST + unless + " THEN '" + NOT_NOTED
                + "' ELSE pg_catalog.concat(" + present + ", " + texts + ") END, true)";
    }

    private static String hasSeparator(String array) {
        return " OR pg_catalog.strpos(pg_catalog.array_to_string(" + array + ", ''), " + literal(SEPARATOR)
                + ") OPERATOR(pg_catalog.>) 0";
    }

    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(SEPARATOR, "\\x1f") + "'";
    }

    /** SQL that answers the text. */
    String text() {
        return present;
    }

    /** SQL that is true if only the outbox knows. */
    String isNone() {
        return "pg_catalog.starts_with(" + present + ", '" + NOT_NOTED + "')";
    }

    /** The tags in a text that says all, without doubles. */
    static Set<String> in(String text) {
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : text.split(SEPARATOR, -1)) {
            if (!tag.isEmpty()) {
                tags.add(tag);
            }
        }
        return tags;
    }
}
