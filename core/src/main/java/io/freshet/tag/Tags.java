package io.freshet.tag;

/**
 * The canonical names of tags: the one place that knows how they are spelled. Trigger SQL builds the same table names; a test holds the
 * two against each other.
 *
 * <pre>
 * *                                     everything
 * tenant/7                              every entry of tenant 7
 * prefix/dashboard, prefix/dashboard@7  every entry whose template begins with that segment; the same of one tenant
 * cache/dashboard:metrics, ...@7        every entry of that cache; the same of one tenant
 * segment/user:profile@7/userId=5       entries with that value in that segment
 * key/7/user:5:profile                  one entry
 * table/bill                            any write to the table
 * table/bill@7                          a write to rows of tenant 7
 * table/bill?                           a write to rows that nobody counted
 * tag/anything, tag/anything@7          a free tag
 * </pre>
 *
 * A name of more than 500 characters is cut, and ends with the hash of the whole.
 *
 * <p>An entry that all tenants share carries the names without {@code @}; an entry of a tenant carries both kinds where both exist.
 */
public final class Tags {

    /** The name of the tag that every entry carries. */
    public static final String ALL = "*";

    private static final int LONGEST = 500;

    private Tags() {}

    /** Every entry of a tenant. */
    public static String tenant(String tenant) {
        return "tenant/" + tenant;
    }

    /** Every entry whose template begins with these literal segments. */
    public static String prefix(String segments) {
        return "prefix/" + segments;
    }

    /** Every entry of a cache. */
    public static String cache(String cache) {
        return "cache/" + cache;
    }

    /** Entries of a tenant's cache with this value in a named segment. */
    public static String segment(String cache, String tenant, String segment, String value) {
        return bounded("segment/" + cache + "@" + tenant + "/" + segment + "=" + value);
    }

    /** One entry. */
    public static String key(String tenant, String key) {
        return bounded("key/" + tenant + "/" + key);
    }

    /** Any write to a table. */
    public static String table(String table) {
        return "table/" + table;
    }

    /** A write to a table of which it is not known which rows it touched. */
    public static String tableUnknown(String table) {
        return "table/" + table + "?";
    }

    /** A free tag. */
    public static String free(String tag) {
        return bounded("tag/" + tag);
    }

    /** The same tag, of one tenant only. */
    public static String of(String tag, String tenant) {
        return bounded(tag + "@" + tenant);
    }

    /** A name that an outbox can index: a longer one ends with the hash of the whole. */
    private static String bounded(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "~" + Long.toHexString(Tag.hashOf(name));
    }
}
