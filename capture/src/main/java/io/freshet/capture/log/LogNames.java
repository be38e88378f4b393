package io.freshet.capture.log;

import java.util.Locale;

/**
 * What the parts of a log source are called in the server. Slots share one room over all databases, so theirs says which it is of.
 *
 * @param slot the replication slot
 * @param tables the publication of the tables that caches depend on
 * @param told the publication of what transactions have told by themselves, and of what applications register; of insertions only, since
 *     others would fail on a table without a key
 */
public record LogNames(String slot, String tables, String told) {

    private static final int LONGEST = 63;

    /** The names for the outbox of a schema in a database. */
    public static LogNames of(String database, String schema) {
        String base = schema.equals("public") ? "freshet" : "freshet_" + schema;
        return new LogNames(slot(base + "_" + database), shortened(base + "_tables"), shortened(base + "_told"));
    }

    /** Slots know lower case letters, digits and underscores only. */
    private static String slot(String wanted) {
        String plain = wanted.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return plain.equals(wanted) ? shortened(plain) : shortened(plain + "_" + hash(wanted));
    }

    private static String shortened(String name) {
        String hash = "_" + hash(name);
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - hash.length()) + hash;
    }

    private static String hash(String text) {
        return Integer.toHexString(text.hashCode());
    }
}
