package io.freshet.spring.watch.account;

/**
 * Whether the entries of a cache expire.
 *
 * @param kind whether they do
 * @param text how, or why that is not known
 */
public record Expiry(Kind kind, String text) {

    /** Whether entries expire. */
    public enum Kind {
        /** They do. */
        EXPIRES,
        /** They stay until they are evicted. */
        NEVER,
        /** It cannot be told. */
        UNKNOWN
    }

    /** They do. */
    public static Expiry of(String how) {
        return new Expiry(Kind.EXPIRES, how);
    }

    /** They do not. */
    public static Expiry never(String why) {
        return new Expiry(Kind.NEVER, why);
    }

    /** It cannot be told. */
    public static Expiry unknown(String why) {
        return new Expiry(Kind.UNKNOWN, why);
    }
}
