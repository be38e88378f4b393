package io.freshet.sql;

import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.Statements;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls the parser. What it cannot parse is tried once more with names in quotes that it takes for words of its own, and no database of ours
 * does: tables and columns may be called {@code settings} or {@code statement}. Thread-safe.
 */
final class Parsing {

    private static final String NAMES =
            "absent|csv|errors|excludes|extend|import|includes|output|pivot|preferring|prewhere|prior|returns|sample|script|semi|settings"
                    + "|statement|unpivot|verify";

    /** Literals, quoted names and comments come first, so that no word is found within them. */
    private static final Pattern NAME = Pattern.compile(
            "'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|`[^`]*+`|--[^\\n]*+|/\\*.*?\\*/|(\\$[\\p{L}_]?[\\p{L}\\p{N}_]*\\$).*?\\1"
                    + "|(?<![\\p{L}\\p{N}_$:])(" + NAMES + ")(?![\\p{L}\\p{N}_$])",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The group of {@link #NAME} that is such a word. */
    private static final int WORD = 2;

    private Parsing() {}

    /**
     * One statement.
     *
     * @throws JSQLParserException if it cannot be parsed
     */
    static Statement statement(String sql) throws JSQLParserException {
        return parsed(sql, CCJSqlParserUtil::parse);
    }

    /**
     * All statements of a text.
     *
     * @throws JSQLParserException if it cannot be parsed
     */
    static Statements statements(String sql) throws JSQLParserException {
        return parsed(sql, CCJSqlParserUtil::parseStatements);
    }

    private static <T> T parsed(String sql, Parser<T> parser) throws JSQLParserException {
        try {
            return parser.parse(sql);
        } catch (JSQLParserException e) {
            String quoted = quoted(sql);
            if (quoted.equals(sql)) {
                throw e;
            }
            return parser.parse(quoted);
        }
    }

    private static String quoted(String sql) {
        return NAME.matcher(sql)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(WORD) == null ? found.group() : '"' + SqlName.folded(found.group(WORD)) + '"'));
    }

    private interface Parser<T> {
        T parse(String sql) throws JSQLParserException;
    }
}
