package io.freshet.control;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * What something that is set at run time holds for: everything, a cache or a tenant.
 *
 * @param kind of what
 * @param name of the cache or tenant; empty for everything
 */
public record Scope(Kind kind, String name) {

    /** Everything, on all instances. */
    public static final Scope ALL = new Scope(Kind.ALL, "");

    /** Of what. */
    public enum Kind {
        /** Everything. */
        ALL,
        /** One cache. */
        CACHE,
        /** One tenant. */
        TENANT
    }

    /** Checks. */
    public Scope {
        if ((kind == Kind.ALL) != name.isEmpty()) {
            throw new IllegalArgumentException(
                    "A cache and a tenant have names, everything has none, but it is '" + name + "'");
        }
    }

    /** A cache, by its name. */
    public static Scope cache(String name) {
        return new Scope(Kind.CACHE, name);
    }

    /** A tenant. */
    public static Scope tenant(String name) {
        return new Scope(Kind.TENANT, name);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is something else, with what may be written
     */
    public static Scope parse(String text) {
        if (text.equals(ALL.toString())) {
            return ALL;
        }
        return Stream.of(Kind.CACHE, Kind.TENANT)
                .filter(kind -> text.startsWith(prefix(kind))
                        && text.length() > prefix(kind).length())
                .map(kind -> new Scope(kind, text.substring(prefix(kind).length())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The scope is '" + text + "', but must be all, cache:<name> or tenant:<name>"));
    }

    private static String prefix(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + ":";
    }

    /** {@code all}, {@code cache:prices} or {@code tenant:5}. */
    @Override
    public String toString() {
        return kind == Kind.ALL ? "all" : prefix(kind) + name;
    }
}
