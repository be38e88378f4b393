package io.freshet.tag;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The canonical names of tags: the one place that knows how they are spelled. Trigger SQL builds the same names of tables and rows; a test
 * holds the two against each other.
 *
 * <pre>
 * *                                     everything
 * tenant/7                              every entry of tenant 7
 * prefix/dashboard, prefix/dashboard@7  every entry whose template begins with that segment; the same of one tenant
 * cache/dashboard:metrics, ...@7        every entry of that cache; the same of one tenant
 * segment/user:profile@7/userId=5       entries with that value in that segment
 * key/7/user:5:profile                  one entry
 * put/7/user:5:profile                  the same, raised by a value that is put there by hand and by nothing else
 * table/bill                            any write to the table
 * table/bill@7                          a write to rows of tenant 7
 * table/bill@?                          a write to rows of no known tenant
 * table/bill?                           a write to rows that nobody counted
 * table/bill?@7, table/bill?@*          the same, of tenant 7 only; of any one tenant
 * rows/bill/client_id=5,day=2026-11-21  a write to a row with these values, before or after; with @7 and @? as above
 * rows/bill[paid]/client_id=5           the same, where an update changed what is read, the pinned columns among it
 * rows/bill[paid,where:0a1b..]/...      the same, of rows that a condition is true of; a digest stands for it
 * tag/anything, tag/anything@7          a free tag
 * </pre>
 *
 * A name of more than 500 characters is cut, and ends with the hash of the whole; that of rows with its SHA-256, shortened, since SQL
 * knows that too.
 *
 * <p>An entry that all tenants share carries the names without {@code @}; an entry of a tenant carries both kinds where both exist.
 */
public final class Tags {

    /** The name of the tag that every entry carries. */
    public static final String ALL = "*";

    /** What ends the name of a tag of rows that belong to no known tenant. */
    public static final String NO_TENANT = "@?";

    /** What ends the name of a tag that a write raises of whichever one tenant. */
    public static final String ANY_TENANT = "@*";

    /** Characters above which a name is cut. */
    public static final int LONGEST = 500;

    /** Hexadecimal digits that end the cut name of a tag of rows. */
    public static final int DIGEST_DIGITS = 16;

    private static final String TABLE = "table/";

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

    /** One entry, raised by whoever puts another value there; kept apart from {@link #key}, so that an eviction is not taken for a put. */
    public static String put(String tenant, String key) {
        return bounded("put/" + tenant + "/" + key);
    }

    /** Any write to a table. */
    public static String table(String table) {
        return TABLE + table;
    }

    /** A write to a table of which it is not known which rows it touched. */
    public static String tableUnknown(String table) {
        return TABLE + table + "?";
    }

    /**
     * What the name of a tag in an outbox stands for: triggers keep only one for a write to a table, which says whose rows it wrote. One who reads
     * {@code table/bill@7} there raises {@code table/bill} as well. The {@code @} may be that of a tenant's or a table's name, which then
     * stands for all that it may be.
     */
    public static List<String> meantBy(String kept) {
        if (!kept.startsWith(TABLE)) {
            return List.of(kept);
        }
        List<String> meant = new ArrayList<>();
        for (int at = kept.indexOf('@'); at > 0; at = kept.indexOf('@', at + 1)) {
            meant.add(kept.substring(0, at));
        }
        meant.add(kept);
        return meant;
    }

    /**
     * Rows with these values.
     *
     * @param texts what {@link RowValue} makes of the value of each pinned column, in their order
     * @param suffix whose they are: empty, {@code @} and a tenant, or {@link #NO_TENANT}
     */
    public static String rows(Shape shape, List<String> texts, String suffix) {
        List<String> pieces = pieces(shape);
        StringBuilder name = new StringBuilder(pieces.get(0));
        for (int i = 0; i < texts.size(); i++) {
            name.append(texts.get(i)).append(pieces.get(i + 1));
        }
        return digested(name.append(suffix).toString());
    }

    /** What stands before, between and behind the values in the name of rows: one piece more than there are pinned columns. */
    public static List<String> pieces(Shape shape) {
        if (shape.isWholeTable()) {
            return List.of(table(shape.table()));
        }
        String next = "rows/" + shape.table()
                + (shape.marks().isEmpty() ? "" : "[" + String.join(",", shape.marks()) + "]") + "/";
        List<String> pieces = new ArrayList<>();
        for (String column : shape.pinned()) {
            pieces.add(next + column + "=");
            next = ",";
        }
        pieces.add(pieces.isEmpty() ? next : "");
        return pieces;
    }

    private static String digested(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST) {
            return name;
        }
        return name.substring(0, name.offsetByCodePoints(0, LONGEST)) + "~" + digest(name);
    }

    /** Shortened SHA-256, in hexadecimal digits. */
    static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_DIGITS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, but this one does not", e);
        }
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
