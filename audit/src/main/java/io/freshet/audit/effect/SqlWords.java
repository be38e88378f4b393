package io.freshet.audit.effect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds tables in SQL that no parser takes, in a dialect of its own or put together from parts that exclude each other: a table stands after FROM,
 * JOIN, INTO, UPDATE or a comma among these. Which columns are meant is not told.
 */
final class SqlWords {

    private static final Pattern WORD = Pattern.compile(
            "'(?:[^']|'')*+'|--[^\\n]*|/\\*.*?\\*/|[\\w$\"`\\[\\]]+(?:\\.[\\w$\"`\\[\\]]+)*|[^\\s\\w]", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-z_][\\w$]*");
    private static final Set<String> VERBS =
            Set.of("SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE", "UPSERT");
    private static final Set<String> SKIPPED = Set.of("LATERAL", "ONLY", "IGNORE", "LOW_PRIORITY", "TABLE", "(");
    private static final Set<String> ENDS = Set.of(
            "WHERE", "SET", "GROUP", "ORDER", "HAVING", "ON", "USING", "LIMIT", "UNION", "VALUES", "SELECT", ";");
    private static final Set<String> NO_TABLES = Set.of("dual", "unknown_name", "select", "values");

    private final List<String> words = new ArrayList<>();
    private final Set<String> defined = new HashSet<>();
    private final Set<String> read = new LinkedHashSet<>();
    private final Set<String> written = new LinkedHashSet<>();

    private SqlWords(String sql) {
        Matcher matcher = WORD.matcher(sql);
        while (matcher.find()) {
            String word = matcher.group();
            if (!word.startsWith("--") && !word.startsWith("/*")) {
                words.add(word);
            }
        }
    }

    /** The effects of a statement; none if it is no statement on tables, or on none with a name. */
    static Optional<List<Effect>> effects(String sql) {
        return new SqlWords(sql).effects();
    }

    private String upper(int at) {
        return at >= 0 && at < words.size() ? words.get(at).toUpperCase(Locale.ROOT) : "";
    }

    private Optional<List<Effect>> effects() {
        String verb = upper(0);
        if (!VERBS.contains(verb)) {
            return Optional.empty();
        }
        findDefined();
        findTables();
        read.removeAll(defined);
        List<Effect> effects = new ArrayList<>();
        Effect.Operation writing = SqlText.operation(verb, String.join(" ", words));
        written.forEach(table -> effects.add(Effect.of(writing, table)));
        Effect.Operation reading = sumsUp() ? Effect.Operation.SUM_UP : Effect.Operation.READ;
        read.stream()
                .filter(table -> !written.contains(table))
                .forEach(table -> effects.add(Effect.of(reading, table)));
        boolean isSound = written.isEmpty() == Set.of("SELECT", "WITH").contains(verb);
        return effects.isEmpty() || !isSound ? Optional.empty() : Optional.of(effects);
    }

    private boolean sumsUp() {
        for (int at = 1; at < words.size(); at++) {
            if (words.get(at).equals("(")
                    && Set.of("COUNT", "SUM", "AVG", "MIN", "MAX").contains(upper(at - 1))) {
                return true;
            }
        }
        return false;
    }

    /** Names of common table expressions: {@code name AS (}. */
    private void findDefined() {
        for (int at = 1; at + 2 < words.size(); at++) {
            if (upper(at + 1).equals("AS")
                    && words.get(at + 2).equals("(")
                    && Set.of("WITH", "RECURSIVE", ",").contains(upper(at - 1))) {
                defined.add(plain(words.get(at)));
            }
        }
    }

    private void findTables() {
        Set<String> target = read;
        boolean isAwaited = false;
        boolean isList = false;
        for (int at = 0; at < words.size(); at++) {
            String word = upper(at);
            if (isSource(at)) {
                boolean isTarget = isTarget(at, word);
                target = isTarget ? written : read;
                isAwaited = true;
                isList = word.equals("FROM") && !isTarget;
            } else if (isAwaited && !SKIPPED.contains(word)) {
                boolean isFunction = upper(at + 1).equals("(") && target == read;
                String name = plain(words.get(at));
                if (!isFunction && NAME.matcher(name).matches() && !NO_TABLES.contains(name)) {
                    target.add(name);
                }
                isAwaited = false;
            } else if (word.equals(",")) {
                isAwaited = isList;
            } else if (ENDS.contains(word) || word.equals(")")) {
                isList = false;
            }
        }
    }

    private boolean isSource(int at) {
        String word = upper(at);
        boolean isOfRow = word.equals("UPDATE")
                && (upper(at - 1).equals("FOR")
                        || upper(at - 1).equals("KEY")
                        || upper(at - 1).equals("DO"));
        boolean isInFunction = word.equals("FROM") && isFunction(at);
        return (Set.of("FROM", "JOIN", "INTO", "UPDATE", "TRUNCATE").contains(word) && !isOfRow && !isInFunction);
    }

    private boolean isTarget(int at, String word) {
        return Set.of("INTO", "UPDATE", "TRUNCATE").contains(word)
                || (word.equals("FROM") && upper(at - 1).equals("DELETE"));
    }

    private boolean isFunction(int from) {
        for (int at = from - 1; at > 0 && from - at < 6; at--) {
            if (words.get(at).equals("(")) {
                return Set.of("EXTRACT", "TRIM", "SUBSTRING", "OVERLAY").contains(upper(at - 1));
            }
        }
        return false;
    }

    private static String plain(String word) {
        String bare = word.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
        return bare.substring(bare.lastIndexOf('.') + 1);
    }
}
