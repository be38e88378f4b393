package io.freshet.capture.jdbc;

import io.freshet.sql.SqlName;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a name without a schema means the same on each connection of a data source. None does once any of them was seen to change its search
 * path, its role or its database; and a temporary table hides others of its name. What migrations do before caches are opened does not count,
 * since they put it back. Thread-safe; what was seen once holds for good, since a pool hands connections on.
 */
final class SessionNames {

    private static final int MOST_HIDDEN = 1_000;

    private static final Pattern SETS = Pattern.compile(
            "set\\s+(?:session\\s+|local\\s+)?(?:search_path|schema|role|authorization|catalog)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CREATES_TEMPORARY = Pattern.compile(
            "create\\s+(?:or\\s+replace\\s+)?(?:global\\s+|local\\s+)?temp(?:orary)?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEMPORARY_NAME = Pattern.compile(
            "\\s+(?:recursive\\s+)?(?:table|view)\\s+(?:if\\s+not\\s+exists\\s+)?(?:pg_temp\\.)?(\"[^\"]+\"|[\\w$]+)(?=[\\s(;]|$)",
            Pattern.CASE_INSENSITIVE);

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

    /** Looks at a statement before it is executed; at most of them for their first letters only. */
    void executes(String sql) {
        int at = 0;
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            at++;
        }
        if (sql.regionMatches(true, at, "create", 0, 6)) {
            creates(sql, at);
        } else if (mayMove(sql, at)) {
            haveMoved = true;
        }
    }

    private static boolean mayMove(String sql, int at) {
        if (sql.regionMatches(true, at, "select", 0, 6)) {
            return sql.contains("set_config") && sql.contains("search_path");
        }
        return sql.regionMatches(true, at, "use ", 0, 4)
                || (sql.regionMatches(true, at, "set", 0, 3)
                        && SETS.matcher(sql).region(at, sql.length()).lookingAt());
    }

    private void creates(String sql, int at) {
        Matcher created = CREATES_TEMPORARY.matcher(sql).region(at, sql.length());
        if (!created.lookingAt()) {
            return;
        }
        Matcher name = TEMPORARY_NAME.matcher(sql).region(created.end(), sql.length());
        if (name.lookingAt() && hidden.size() < MOST_HIDDEN) {
            hidden.add(name.group(1).replace("\"", "").toLowerCase(Locale.ROOT));
        } else {
            haveMoved = true;
        }
    }
}
