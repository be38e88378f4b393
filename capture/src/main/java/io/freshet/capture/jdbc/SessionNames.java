package io.freshet.capture.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.sql.PlainText;
import io.freshet.sql.SqlName;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a name without a schema means the same on each connection of a data source. None does once any of them was seen to change its search
 * path, its role or its database; and a temporary table hides others of its name. What migrations do before caches are opened does not count,
 * since they put it back. Thread-safe; what was seen once holds for good, since a pool hands connections on.
 */
final class SessionNames {

    private static final int MOST_HIDDEN = 1_000;

    /** Characters of all texts together that were looked at. */
    private static final long MOST_CHARACTERS = 2_000_000;

    /** As many characters as what is remembered of a short text takes. */
    private static final int OVERHEAD = 200;

    private static final String PLACES =
            "set\\s+(?:session\\s+|local\\s+)?\"?(?:search_path|schema|role|authorization|session_authorization|catalog|schema_search_path)\\b";

    private static final Pattern MOVES =
            Pattern.compile("(?:^|;)[\\s;]*+(?:" + PLACES + "|use\\s)", Pattern.CASE_INSENSITIVE);

    /** Within a body of code, or where it cannot be told what stands in a literal. */
    private static final Pattern MAY_MOVE = Pattern.compile(
            "(?:^|;|'|\\$|\\*/|\\b(?:begin|then|else|loop)\\s)\\s*+" + PLACES, Pattern.CASE_INSENSITIVE);

    private static final Pattern RUNS_CODE =
            Pattern.compile("(?:^|;)[\\s;]*+(?:do|execute)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CALLS = Pattern.compile("\\bset_config\\b", Pattern.CASE_INSENSITIVE);

    /** With the name of the setting, if that is a plain literal. */
    private static final Pattern SETS_BY_CALL = Pattern.compile(
            "\\bset_config\\b\"?\\s*(?:\\(\\s*'([\\w.]*+)'(?:::\\w+)?\\s*,)?", Pattern.CASE_INSENSITIVE);

    private static final Set<String> SETTINGS = Set.of("search_path", "role", "session_authorization");

    private static final Pattern CREATES_TEMPORARY = Pattern.compile(
            "(?:^|;)[\\s;]*+create\\s+(?:or\\s+replace\\s+)?(?:global\\s+|local\\s+)?temp(?:orary)?\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TEMPORARY_NAME = Pattern.compile(
            "\\s+(?:recursive\\s+)?(?:table|view)\\s+(?:if\\s+not\\s+exists\\s+)?(?:pg_temp\\.)?(\"[^\"]+\"|[\\w$]+)(?=[\\s(;]|$)",
            Pattern.CASE_INSENSITIVE);

    private final Cache<String, Boolean> seen = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String sql, Boolean known) -> OVERHEAD + sql.length())
            .build();
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();
    private volatile boolean haveMoved;

    /** Whether the name means what it means in the catalog. */
    boolean isCertain(SqlName name) {
        return !name.schema().isEmpty()
                || !(haveMoved || hidden.contains(name.name().toLowerCase(Locale.ROOT)));
    }

    void moved() {
        haveMoved = true;
    }

    /** Looks at a text before it is executed, with whatever statements it has; once, since what was seen holds for good. */
    void executes(String sql) {
        if (haveMoved || seen.getIfPresent(sql) != null) {
            return;
        }
        Optional<PlainText> plain = PlainText.of(sql);
        String text = plain.map(PlainText::text).orElse(sql);
        if (mayMove(sql, text, plain.isEmpty())) {
            haveMoved = true;
        } else {
            creates(text);
            seen.put(sql, true);
        }
    }

    private static boolean mayMove(String sql, String plain, boolean isUnclear) {
        boolean mayHide = isUnclear || RUNS_CODE.matcher(plain).find();
        return MOVES.matcher(plain).find()
                || (mayHide && MAY_MOVE.matcher(sql).find())
                || ((mayHide || CALLS.matcher(plain).find())
                        && SETS_BY_CALL.matcher(sql).results().anyMatch(SessionNames::isAPlace));
    }

    private static boolean isAPlace(MatchResult call) {
        return call.group(1) == null || SETTINGS.contains(call.group(1).toLowerCase(Locale.ROOT));
    }

    private void creates(String plain) {
        Matcher created = CREATES_TEMPORARY.matcher(plain);
        while (created.find()) {
            Matcher name = TEMPORARY_NAME.matcher(plain).region(created.end(), plain.length());
            if (name.lookingAt() && hidden.size() < MOST_HIDDEN) {
                hidden.add(name.group(1).replace("\"", "").toLowerCase(Locale.ROOT));
            } else {
                haveMoved = true;
            }
        }
    }
}
