package io.freshet.capture.jdbc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tags of a transaction as its trigger functions leave them to its writer: one text in a setting that is local to the transaction.
 *
 * <h2>Why the writer may go by it</h2>
 *
 * To read the outbox costs a writer more than all the rest of its question. The setting is written with the rows of the outbox, in the same subtransaction, so
 * whatever takes those back (a savepoint, an error that was caught, the end of the transaction) takes it back as well. What is too long for it, or has the
 * separator in it, is not noted: the text then begins with {@value #NOT_NOTED}, and only the outbox knows. Whoever resets settings in the midst of
 * a transaction loses it: a writer that has seen such a statement, or one that it cannot read, asks the outbox. A function that does so
 * unseen leaves the tags from before to the relay. So does a function of version 5 or before, which notes nothing.
 */
public final class NotedTags {

    /** The setting's name. */
    public static final String SETTING = "freshet.tags";

    /** What the text begins with if it does not say all. No tag of a table or of rows begins with it. */
    static final String NOT_NOTED = "*";

    /** A unit separator, which names and values hardly have. */
    private static final String SEPARATOR = "\u001f";

    private static final int LONGEST = 4_000;

    private static final String PRESENT = "pg_catalog.current_setting('" + SETTING + "', true)";

    private NotedTags() {}

    /** SQL that notes these, which are few, and have no separator; answers a text that is not null. */
    public static String note(List<String> tags) {
        return "pg_catalog.set_config('" + SETTING + "', pg_catalog.concat(" + PRESENT + ", " + literal(joined(tags))
                + "), true)";
    }

    /** SQL that is true if just these have been noted by {@link #note} in this transaction, and hence told; else it may be null. */
    public static String isNoted(List<String> tags) {
        return "pg_catalog.strpos(" + PRESENT + ", " + literal(joined(tags)) + ") OPERATOR(pg_catalog.>) 0";
    }

    private static String joined(List<String> tags) {
        return tags.stream().collect(Collectors.joining(SEPARATOR, SEPARATOR, SEPARATOR));
    }

    /** SQL that notes each of these, and each followed by each text in an array, whatever those are; answers a text that is not null. */
    public static String noteOwners(List<String> bases, String owners) {
        return note(
                hasSeparator(owners),
                bases.stream()
                        .map(base -> literal(SEPARATOR + base) + ", pg_catalog.array_to_string(" + owners + ", "
                                + literal(SEPARATOR + base) + "), " + literal(SEPARATOR))
                        .collect(Collectors.joining(", ")));
    }

    /** SQL that notes those in an array, whatever they are; answers a text that is not null. */
    public static String noteArray(String array) {
        return note(
                hasSeparator(array),
                literal(SEPARATOR) + ", pg_catalog.array_to_string(" + array + ", " + literal(SEPARATOR) + "), "
                        + literal(SEPARATOR));
    }

    /** SQL that says that only the outbox knows. */
    public static String noteNone() {
        return "pg_catalog.set_config('" + SETTING + "', '" + NOT_NOTED + "', true)";
    }

    private static String note(String unless, String texts) {
        return "pg_catalog.set_config('" + SETTING + "', CASE WHEN pg_catalog.length(" + PRESENT
                + ") OPERATOR(pg_catalog.>) " + LONGEST + unless + " THEN '" + NOT_NOTED
                + "' ELSE pg_catalog.concat(" + PRESENT + ", " + texts + ") END, true)";
    }

    private static String hasSeparator(String array) {
        return " OR pg_catalog.strpos(pg_catalog.array_to_string(" + array + ", ''), " + literal(SEPARATOR)
                + ") OPERATOR(pg_catalog.>) 0";
    }

    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(SEPARATOR, "\\x1f") + "'";
    }

    /** SQL that answers the text. */
    static String text() {
        return PRESENT;
    }

    /** SQL that is true if only the outbox knows. */
    static String isNone() {
        return "pg_catalog.starts_with(" + PRESENT + ", '" + NOT_NOTED + "')";
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
