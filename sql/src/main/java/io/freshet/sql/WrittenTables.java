package io.freshet.sql;

import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.upsert.Upsert;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the tables that a statement writes to. Where the target is not plain, every table that it names counts as written. Parses each time it is
 * asked, which may take milliseconds.
 */
public final class WrittenTables {

    /** Of INSERT, MERGE and the like that the parser does not know; of plain UPDATE, DELETE and TRUNCATE. */
    private static final Pattern ONLY_TARGET = Pattern.compile(
            "^(?:(?:INSERT(?:\\s+IGNORE)?|REPLACE|MERGE|UPSERT)\\s+INTO\\s+(?:ONLY\\s+(?!USING\\b))?+(?<into>[\\w.\"`$]+)[\\s(]"
                    + "|UPDATE\\s+(?<update>[\\w.\"`$]+)\\s+SET\\b"
                    + "|DELETE\\s+FROM\\s+(?<delete>[\\w.\"`$]+)(?:\\s+(?:WHERE|ORDER|LIMIT|FETCH)\\b|$)"
                    + "|TRUNCATE\\s+TABLE\\s+(?!ONLY\\s)(?<truncate>[\\w.\"`$]+)(?!.*\\bCASCADE\\b)(?:\\s|$))",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private WrittenTables() {}

    /** The tables, in lower case and without quotes; none if it only reads; empty if it cannot be told. */
    public static Optional<Set<String>> of(String sql) {
        try {
            return targets(Parsing.statement(sql));
        } catch (JSQLParserException | RuntimeException | StackOverflowError e) {
            return onlyTarget(sql);
        }
    }

    /** Of a dialect that the parser does not know, whose first words leave no doubt. */
    private static Optional<Set<String>> onlyTarget(String sql) {
        Matcher target = ONLY_TARGET.matcher(sql);
        if (!target.find()) {
            return Optional.empty();
        }
        return Stream.of("into", "update", "delete", "truncate")
                .map(target::group)
                .filter(Objects::nonNull)
                .findFirst()
                .map(name -> Set.of(plain(name)));
    }

    /** The same of several statements in one text. */
    public static Optional<Set<String>> ofScript(String sql) {
        try {
            Set<String> all = new TreeSet<>();
            for (Statement statement : Parsing.statements(sql)) {
                Optional<Set<String>> targets = targets(statement);
                if (targets.isEmpty()) {
                    return targets;
                }
                all.addAll(targets.get());
            }
            return Optional.of(all);
        } catch (JSQLParserException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** All tables that a statement names; empty if it cannot be told. */
    public static Optional<Set<String>> namedBy(String sql) {
        try {
            return Optional.of(named(Parsing.statement(sql)));
        } catch (JSQLParserException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static Optional<Set<String>> targets(Statement statement) {
        if (statement instanceof Select select) {
            return Optional.of(isPureQuery(select) ? Set.of() : named(statement));
        } else if (statement instanceof Insert insert) {
            return Optional.of(has(insert.getWithItemsList()) ? named(statement) : name(insert.getTable()));
        } else if (statement instanceof Update update) {
            return Optional.of(isPlain(update) ? name(update.getTable()) : named(statement));
        } else if (statement instanceof Delete delete) {
            return Optional.of(isPlain(delete) ? name(delete.getTable()) : named(statement));
        } else if (statement instanceof Merge merge) {
            return Optional.of(has(merge.getWithItemsList()) ? named(statement) : name(merge.getTable()));
        } else if (statement instanceof Upsert upsert) {
            return Optional.of(name(upsert.getTable()));
        } else if (statement instanceof Truncate truncate && !truncate.getCascade()) {
            Set<String> names = new TreeSet<>();
            truncate.getTables().forEach(table -> names.addAll(name(table)));
            return Optional.of(names);
        }
        return Optional.empty();
    }

    private static boolean isPureQuery(Select select) {
        List<WithItem<?>> items = select.getWithItemsList();
        boolean writes =
                items != null && items.stream().anyMatch(item -> !(item.getParenthesedStatement() instanceof Select));
        boolean isInto =
                select instanceof PlainSelect plain && (has(plain.getIntoTables()) || plain.getIntoTempTable() != null);
        return !writes && !isInto;
    }

    private static boolean isPlain(Update update) {
        return !has(update.getWithItemsList())
                && !has(update.getStartJoins())
                && !has(update.getJoins())
                && update.getFromItem() == null;
    }

    private static boolean isPlain(Delete delete) {
        return !has(delete.getWithItemsList()) && !has(delete.getTables()) && !has(delete.getJoins());
    }

    private static boolean has(@Nullable List<?> list) {
        return list != null && !list.isEmpty();
    }

    private static Set<String> name(Table table) {
        return Set.of(plain(table.getFullyQualifiedName()));
    }

    private static Set<String> named(Statement statement) {
        Set<String> names = new TreeSet<>();
        new TablesNamesFinder<Void>().getTables(statement).forEach(name -> names.add(plain(name)));
        return names;
    }

    /** A name as tags have it: in lower case and without quotes. */
    public static String plain(String name) {
        return name.replace("\"", "")
                .replace("`", "")
                .replace("[", "")
                .replace("]", "")
                .toLowerCase(Locale.ROOT);
    }
}
