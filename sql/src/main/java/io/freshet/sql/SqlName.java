package io.freshet.sql;

import java.util.Locale;

/**
 * The name of a table or function as a statement spells it: in lower case, except what stands in quotes. Immutable.
 *
 * @param schema empty if the statement names none
 * @param name the name itself
 */
public record SqlName(String schema, String name) {

    /** A name without a schema. */
    public static SqlName of(String name) {
        return new SqlName("", name);
    }

    /** The same name without its schema. */
    public SqlName bare() {
        return schema.isEmpty() ? this : of(name);
    }

    /** What an identifier stands for: without its quotes, or else in lower case. */
    static String folded(String identifier) {
        if (identifier.length() < 2) {
            return identifier.toLowerCase(Locale.ROOT);
        }
        String inner = identifier.substring(1, identifier.length() - 1);
        return switch (identifier.charAt(0)) {
            case '"' -> inner.replace("\"\"", "\"");
            case '`' -> inner.replace("``", "`");
            case '[' -> inner;
            default -> identifier.toLowerCase(Locale.ROOT);
        };
    }

    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
