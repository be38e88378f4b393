package io.freshet.capture.jdbc;

import java.util.regex.Pattern;

/**
 * Whether a name without a schema means the same on each connection of a data source. It may not once any of them was seen to change its search
 * path, its role, its database, or to make temporary tables, which hide others. What migrations do before caches are opened does not count, since they
 * put it back. Thread-safe; what was seen once holds for good, since a pool
 * hands connections on.
 */
final class SessionNames {

    private static final Pattern SETS = Pattern.compile(
            "set\\s+(?:session\\s+|local\\s+)?(?:search_path|schema|role|authorization|catalog)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CREATES_TEMPORARY =
            Pattern.compile("create\\s+(?:global\\s+|local\\s+)?temp(?:orary)?\\b", Pattern.CASE_INSENSITIVE);

    private volatile boolean haveMoved;

    boolean areCertain() {
        return !haveMoved;
    }

    void moved() {
        haveMoved = true;
    }

    /** Looks at a statement before it is executed; at most of them for their first letters only. */
    void executes(String sql) {
        if (!haveMoved && mayMove(sql)) {
            haveMoved = true;
        }
    }

    private static boolean mayMove(String sql) {
        int at = 0;
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            at++;
        }
        if (sql.regionMatches(true, at, "select", 0, 6)) {
            return sql.contains("set_config") && sql.contains("search_path");
        }
        return sql.regionMatches(true, at, "use ", 0, 4)
                || (sql.regionMatches(true, at, "set", 0, 3) && begins(SETS, sql, at))
                || (sql.regionMatches(true, at, "create", 0, 6) && begins(CREATES_TEMPORARY, sql, at));
    }

    private static boolean begins(Pattern pattern, String sql, int at) {
        return pattern.matcher(sql).region(at, sql.length()).lookingAt();
    }
}
