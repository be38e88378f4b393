package io.freshet.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.util.TablesNamesFinder;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells from a statement's text what it reads, and remembers it. Thread-safe. A text that is known costs one look-up; another is parsed, which
 * may take milliseconds. In doubt the answer is {@link Reading.Unclear}.
 *
 * <p>The tree is not trusted alone: a SELECT of the text that was not met in it, or a table that another walk over it finds, makes the
 * statement unclear. Names of functions are taken from the text, where none can hide.
 */
public final class StatementTexts {

    /** Characters of all texts that are remembered together: some thousands of usual ones. */
    private static final long MOST_CHARACTERS = 4_000_000;

    /** As many characters as what is remembered of a short text takes. */
    private static final int OVERHEAD = 500;

    private static final int LONGEST_TEXT = 100_000;

    private static final Reading NOTHING = new Reading.Reads(List.of(), Set.of(), Set.of(), Set.of());

    /** What begins with these reads no rows. */
    private static final Set<String> READING_NOTHING = Set.of(
            "",
            "set",
            "reset",
            "begin",
            "start",
            "commit",
            "end",
            "rollback",
            "abort",
            "savepoint",
            "release",
            "listen",
            "unlisten",
            "notify",
            "discard",
            "deallocate",
            "lock",
            "use");

    private final Cache<String, Reading> known = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String sql, Object known) -> OVERHEAD + sql.length())
            .build();

    /** Nothing known. */
    public StatementTexts() {}

    /** What the statement reads. */
    public Reading read(String sql) {
        if (sql.length() > LONGEST_TEXT) {
            return new Reading.Unclear("is longer than " + LONGEST_TEXT + " characters");
        }
        Reading reading = known.getIfPresent(sql);
        if (reading == null) {
            reading = parsed(sql);
            known.put(sql, reading);
        }
        return reading;
    }

    private static Reading parsed(String sql) {
        try {
            BareText text = BareText.of(sql);
            if (text.hasSeveralStatements()) {
                throw new UnclearException("is several statements");
            }
            return READING_NOTHING.contains(text.firstWord()) ? NOTHING : reads(Parsing.statement(sql), text);
        } catch (UnclearException e) {
            return new Reading.Unclear(e.why());
        } catch (JSQLParserException | RuntimeException | StackOverflowError e) {
            return new Reading.Unclear("could not be parsed");
        }
    }

    private static Reading reads(Statement statement, BareText text) {
        if (!(statement instanceof Select select)) {
            throw new UnclearException("is no query");
        }
        QueryWalker walker = new QueryWalker();
        walker.walk(select, null, Set.of());
        List<TableRead> reads = walker.reads();
        if (walker.selects() != text.selects() || !coversNames(reads, statement)) {
            throw new UnclearException("has a subquery where none was looked for");
        }
        return new Reading.Reads(
                reads.stream().map(read -> certain(read, text)).toList(),
                text.called(),
                text.attributes(),
                text.words());
    }

    /** Where a driver may count the parameters differently, no value is known to pin anything. */
    private static TableRead certain(TableRead read, BareText text) {
        return text.hasOddParameters()
                ? new TableRead(read.table(), read.isWhole(), read.columns(), Map.of(), read.matches())
                : read;
    }

    private static boolean coversNames(List<TableRead> reads, Statement statement) {
        Set<String> names = new TablesNamesFinder<Void>().getTables(statement);
        return names.stream()
                .map(name -> SqlName.folded(name.substring(afterLastDot(name))))
                .allMatch(name ->
                        reads.stream().anyMatch(read -> read.table().name().equals(name)));
    }

    /** A dot within quotes belongs to the name. */
    private static int afterLastDot(String name) {
        boolean isQuoted = false;
        int after = 0;
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            isQuoted ^= c == '"' || c == '`';
            after = c == '.' && !isQuoted ? at + 1 : after;
        }
        return after;
    }
}
