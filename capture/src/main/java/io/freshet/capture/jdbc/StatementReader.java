package io.freshet.capture.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.capture.jdbc.StatementEffect.Begins;
import io.freshet.capture.jdbc.StatementEffect.Commits;
import io.freshet.capture.jdbc.StatementEffect.Reads;
import io.freshet.capture.jdbc.StatementEffect.RollsBack;
import io.freshet.capture.jdbc.StatementEffect.Unknown;
import io.freshet.capture.jdbc.StatementEffect.Writes;
import io.freshet.sql.PlainText;
import io.freshet.sql.WrittenTables;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells from a statement's text what it does. Looks at the first word; parses only what may write, once per text. In doubt a statement writes.
 *
 * <p>A plain SELECT counts as reading: a function with side effects that it calls is seen by triggers, through the relay, but not here.
 * Thread-safe.
 */
final class StatementReader {

    private static final System.Logger LOG = System.getLogger(StatementReader.class.getName());

    /** Characters of all texts that are remembered together: some thousands of usual ones. */
    private static final long MOST_CHARACTERS = 4_000_000;

    /** As many characters as what is remembered of a short text takes. */
    private static final int OVERHEAD = 500;

    private static final int LONGEST_TEXT = 100_000;

    private static final Set<String> READING = Set.of(
            "SHOW",
            "SET",
            "DESCRIBE",
            "DESC",
            "FETCH",
            "MOVE",
            "CLOSE",
            "DECLARE",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY",
            "DEALLOCATE",
            "SAVEPOINT",
            "RELEASE",
            "USE",
            "LOCK");

    /** Changes the schema, not what rows say; some of it cannot run within a transaction. */
    private static final Set<String> DEFINING = Set.of(
            "CREATE",
            "COMMENT",
            "GRANT",
            "REVOKE",
            "VACUUM",
            "ANALYZE",
            "REINDEX",
            "CLUSTER",
            "CHECKPOINT",
            "SECURITY",
            "REASSIGN",
            "LOAD");

    /** May end transactions themselves. */
    private static final Set<String> COMMITTING = Set.of("CALL", "DO", "EXEC", "EXECUTE", "{");

    private static final Pattern WRITES_WITHIN = Pattern.compile(
            "\\b(?:INTO|INSERT|UPDATE|DELETE|MERGE|TRUNCATE|NEXTVAL|SETVAL)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECOND_STATEMENT = Pattern.compile(";\\s*\\S");
    private static final Pattern ANALYZES = Pattern.compile("\\bANALY[SZ]E\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONLY_LOCKS =
            Pattern.compile("\\bFOR\\s+(?:NO\\s+KEY\\s+)?UPDATE\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEQUENCE = Pattern.compile("\\b(?:NEXTVAL|SETVAL)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern REDEFINED_TABLE = Pattern.compile(
            "^(?:ALTER|DROP)\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?([\\w.\"$]+)(?!.*\\bCONCURRENTLY\\b)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern RESETS = Pattern.compile("\\b(?:RESET|DISCARD)\\b", Pattern.CASE_INSENSITIVE);

    private static final StatementEffect READS = new Reads(false);

    private final Cache<String, StatementEffect> effects = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String sql, Object known) -> OVERHEAD + sql.length())
            .build();
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    /** What a statement does. */
    StatementEffect read(String sql) {
        if (sql.length() > LONGEST_TEXT) {
            return KeyChanges.added(classified(sql), sql);
        }
        StatementEffect known = effects.getIfPresent(sql);
        if (known == null) {
            known = KeyChanges.added(classified(sql), sql);
            effects.put(sql, known);
        }
        return known;
    }

    private StatementEffect classified(String sql) {
        String text = stripped(sql);
        return PlainText.of(sql)
                .map(plain -> classified(text, stripped(plain.text()), stripped(plain.withoutNames())))
                .orElseGet(() -> unclear(text));
    }

    /** Where literals may end elsewhere: whatever stands in them may be a statement, and what only reads by one reading may write by another. */
    private StatementEffect unclear(String text) {
        if (COMMITTING.contains(firstWord(text))) {
            return new Unknown(true);
        }
        StatementEffect effect = classified(text, text, text);
        return effect instanceof Reads && hasWritingWord(text) ? unknown(text) : effect;
    }

    /**
     * What the text does.
     *
     * @param plain without comments and literals
     * @param bare without quoted names, too
     */
    private StatementEffect classified(String text, String plain, String bare) {
        if (SECOND_STATEMENT.matcher(bare).find()) {
            return several(text, bare);
        }
        String word = firstWord(plain);
        if (COMMITTING.contains(word)) {
            return new Unknown(true);
        }
        return switch (word) {
            case "SELECT", "VALUES", "TABLE", "WITH" -> query(text, bare);
            case "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "REPLACE", "UPSERT", "COPY" -> written(text);
            case "EXPLAIN" -> ANALYZES.matcher(bare).find() ? query(text, bare) : READS;
            case "ALTER", "DROP" -> redefined(plain);
            case "RESET", "DISCARD" -> new Reads(true);
            case "BEGIN", "START" -> new Begins();
            case "COMMIT", "END" -> new Commits();
            case "ROLLBACK", "ABORT" ->
                bare.toUpperCase(Locale.ROOT).matches("(?s)\\w+\\s.*\\bTO\\b.*") ? READS : new RollsBack();
            default -> READING.contains(word) || DEFINING.contains(word) ? READS : unknown(text);
        };
    }

    private StatementEffect query(String text, String bare) {
        return hasWritingWord(bare) ? written(text) : READS;
    }

    /** Besides those that lock rows, and that ask sequences. */
    private static boolean hasWritingWord(String text) {
        String others =
                SEQUENCE.matcher(ONLY_LOCKS.matcher(text).replaceAll("")).replaceAll("");
        return WRITES_WITHIN.matcher(others).find();
    }

    /** A table that is altered or dropped may say something else afterwards. Nothing else of the kind is asked for. */
    private static StatementEffect redefined(String plain) {
        Matcher table = REDEFINED_TABLE.matcher(plain);
        return table.find() ? new Writes(Set.of(WrittenTables.plain(table.group(1)))) : READS;
    }

    private StatementEffect written(String text) {
        Optional<Set<String>> tables = WrittenTables.of(text);
        return tables.isEmpty() ? unknown(text) : tables.get().isEmpty() ? READS : new Writes(tables.get());
    }

    /** Several statements in one text: all must be read, or the whole is unknown; as it is if it both writes and resets. */
    private StatementEffect several(String text, String bare) {
        boolean resets = RESETS.matcher(bare).find();
        return WrittenTables.ofScript(text)
                .filter(tables -> tables.isEmpty() || !resets)
                .<StatementEffect>map(tables -> tables.isEmpty() ? new Reads(resets) : new Writes(tables))
                .orElseGet(() -> unknown(text));
    }

    private StatementEffect unknown(String text) {
        if (hasWarned.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Freshet cannot tell which tables a statement writes to. Without triggers each such statement invalidates every cache. "
                            + "It begins: {0}. Said once.",
                    text.substring(0, Math.min(120, text.length())));
        }
        return new Unknown(false);
    }

    /** Without leading blanks, comments and parentheses. */
    private static String stripped(String sql) {
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c) || c == '(' || c == ';') {
                at++;
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                at = end < 0 ? sql.length() : end + 2;
            } else {
                break;
            }
        }
        return sql.substring(at).stripTrailing();
    }

    private static String firstWord(String text) {
        if (text.startsWith("{")) {
            return "{";
        }
        int end = 0;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return text.substring(0, end).toUpperCase(Locale.ROOT);
    }
}
