package io.freshet.sql;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement's text without comments and without what stands in string literals, so that its words can be looked at: what the parser's tree
 * is held against. Immutable.
 */
final class BareText {

    private static final String IDENTIFIER = "(?:[\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")++\"|`[^`]+`)";
    private static final Pattern CALL =
            Pattern.compile("(?<![\\p{L}\\p{N}_$\"`])(" + IDENTIFIER + "(?:\\s*\\.\\s*" + IDENTIFIER + ")*)\\s*\\(");
    private static final Pattern QUOTED_NAME = Pattern.compile("\"(?:[^\"]|\"\")*+\"|`[^`]*`");
    private static final Pattern SELECT = Pattern.compile("\\bSELECT\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECOND_STATEMENT = Pattern.compile(";\\s*\\S");
    private static final Pattern PART = Pattern.compile(IDENTIFIER);
    private static final Pattern PERHAPS_ATTRIBUTE = Pattern.compile("(\\.\\s*)?(" + IDENTIFIER + ")");
    private static final Pattern COUNTED = Pattern.compile("\\bcount\\s*\\(\\s*\\*\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ODD_PARAMETER = Pattern.compile("\\?\\s*[?|&]|\\?\\d|\\{");
    private static final Pattern ESCAPE = Pattern.compile("\\bESCAPE\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ESCAPE_CLAUSE = Pattern.compile("\\bESCAPE\\s*'\\\\'(?!')", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    /** Words that stand before a parenthesis and can never be the name of a function. */
    private static final Set<String> WORDS = Set.of(
            "all",
            "and",
            "any",
            "array",
            "as",
            "between",
            "by",
            "case",
            "distinct",
            "else",
            "end",
            "except",
            "exists",
            "filter",
            "from",
            "group",
            "having",
            "in",
            "intersect",
            "into",
            "join",
            "lateral",
            "like",
            "limit",
            "materialized",
            "not",
            "offset",
            "on",
            "or",
            "over",
            "recursive",
            "returning",
            "row",
            "rows",
            "select",
            "set",
            "some",
            "then",
            "union",
            "using",
            "values",
            "when",
            "where",
            "with",
            "within",
            "is",
            "order");

    private final String text;

    private BareText(String text) {
        this.text = text;
    }

    static BareText of(String sql) {
        StringBuilder bare = new StringBuilder(sql.length());
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'') {
                at = literalEnd(sql, at, bare);
                bare.append("''");
            } else if (c == '"' || c == '`') {
                int end = nameEnd(sql, at);
                bare.append(sql, at, end);
                at = end;
            } else if (sql.startsWith("--", at)) {
                at = after(sql, "\n", at);
                bare.append(' ');
            } else if (sql.startsWith("/*", at)) {
                at = commentEnd(sql, at);
                bare.append(' ');
            } else if (c == '$') {
                at = dollar(sql, at, bare);
            } else {
                bare.append(c);
                at++;
            }
        }
        return new BareText(bare.toString());
    }

    private static int after(String sql, String end, int from) {
        int at = sql.indexOf(end, from);
        return at < 0 ? sql.length() : at + end.length();
    }

    /** To databases that have double quotes around literals a backslash before one says something else. */
    private static int nameEnd(String sql, int from) {
        int end = after(sql, String.valueOf(sql.charAt(from)), from + 1);
        if (end > from + 1 && sql.charAt(end - 1) == '"' && sql.charAt(end - 2) == '\\') {
            throw new UnclearException("has a name with a backslash before a quote");
        }
        return end;
    }

    /** Comments nest. */
    private static int commentEnd(String sql, int from) {
        int depth = 0;
        int at = from;
        while (at < sql.length()) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                at += 2;
                if (--depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return at;
    }

    /** Databases do not agree where a literal with an escaped quote ends: such a one is left to be declared. */
    private static int literalEnd(String sql, int from, CharSequence before) {
        int end = after(sql, "'", from + 1);
        boolean isEscaped = end >= 2 && sql.charAt(end - 2) == '\\';
        if (isEscaped && !isEscapeClause(sql, from, end, before)) {
            throw new UnclearException("has a literal with a backslash before a quote");
        }
        return end;
    }

    /**
     * Whether the literal is that of {@code ESCAPE '\'}, as Hibernate writes it, and no other literal follows but those of more such clauses. Where
     * a backslash escapes a quote, the statement is then no SQL: its literal never ends, or has a backslash behind it.
     */
    private static boolean isEscapeClause(String sql, int from, int end, CharSequence before) {
        return end - from == 3
                && ESCAPE.matcher(before).find()
                && ESCAPE_CLAUSE.matcher(sql.substring(end)).replaceAll("").indexOf('\'') < 0;
    }

    private static int dollar(String sql, int at, StringBuilder bare) {
        Matcher quote = DOLLAR_QUOTE.matcher(sql).region(at, sql.length());
        boolean isWithinName = at > 0 && Character.isJavaIdentifierPart(sql.charAt(at - 1));
        if (isWithinName || !quote.lookingAt()) {
            bare.append('$');
            return at + 1;
        }
        bare.append("''");
        return after(sql, quote.group(), quote.end());
    }

    String text() {
        return text;
    }

    boolean hasSeveralStatements() {
        return SECOND_STATEMENT.matcher(withoutNames()).find();
    }

    /** How often the word SELECT stands in it. */
    int selects() {
        return (int) SELECT.matcher(withoutNames()).results().count();
    }

    String firstWord() {
        Matcher word = PART.matcher(text);
        return word.find() ? word.group().toLowerCase(Locale.ROOT) : "";
    }

    String withoutNames() {
        return QUOTED_NAME.matcher(text).replaceAll(" x ");
    }

    /** Whether its question marks may be counted differently by the parser and by a driver. */
    boolean hasOddParameters() {
        return ODD_PARAMETER.matcher(withoutNames()).find();
    }

    /** Every word in lower case, without quotes; and a star, if there is one that counts nothing. */
    Set<String> words() {
        Set<String> words = new LinkedHashSet<>();
        if (COUNTED.matcher(withoutNames()).replaceAll("count()").indexOf('*') >= 0) {
            words.add("*");
        }
        Matcher word = PART.matcher(text);
        while (word.find()) {
            words.add(SqlName.folded(word.group()).toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /** Every name with a dot before it. */
    Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>();
        Matcher name = PERHAPS_ATTRIBUTE.matcher(text);
        while (name.find()) {
            if (name.group(1) != null) {
                names.add(SqlName.folded(name.group(2)));
            }
        }
        return names;
    }

    /** Every name with a parenthesis after it. */
    Set<SqlName> called() {
        Set<SqlName> names = new LinkedHashSet<>();
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            if (!WORDS.contains(call.group(1).toLowerCase(Locale.ROOT))) {
                names.add(name(call.group(1)));
            }
        }
        return names;
    }

    private static SqlName name(String qualified) {
        String schema = "";
        String name = "";
        Matcher part = PART.matcher(qualified);
        while (part.find()) {
            schema = name;
            name = SqlName.folded(part.group());
        }
        return new SqlName(schema, name);
    }
}
