package io.freshet.audit.rule;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * All that was looked at: every cached read and every entry point, and what one has to do with the other. Immutable.
 *
 * @param reads the cached reads
 * @param entries the entry points, in the order of their classes
 * @param storeFailures what becomes of a call when the store of its cache fails
 */
public record Inventory(List<Read> reads, List<Entry> entries, Answer storeFailures) {

    /** Nothing. */
    public static final Inventory EMPTY =
            new Inventory(List.of(), List.of(), new Answer(Verdict.NONE, "no cached read was found"));

    /** Copies. */
    public Inventory {
        reads = List.copyOf(reads);
        entries = List.copyOf(entries);
    }

    /**
     * A cached read.
     *
     * @param cache its caches
     * @param method the class and method
     * @param library whose cache it is, in lower case
     * @param key the key as written; empty for the default one
     * @param ttl how long its entries live or, if that is not known, what says so
     * @param ttlMillis how long its entries live, in milliseconds; none if that is not known
     * @param tables what it reads
     * @param evictions how many places evict the cache
     * @param tested whether a test run loaded it
     * @param file where its source stands
     * @param line the line, 0 if unknown
     */
    public record Read(
            String cache,
            String method,
            String library,
            String key,
            String ttl,
            @Nullable Long ttlMillis,
            List<String> tables,
            int evictions,
            Tested tested,
            String file,
            int line) {

        /** What is said of a time to live that nothing gives. */
        static final String NO_TTL = "none seen";

        /** Copies. */
        public Read {
            tables = List.copyOf(tables);
        }

        /** Whether nothing that could be seen ends its entries. */
        public boolean isEndless() {
            return ttl.equals(NO_TTL);
        }
    }

    /**
     * An entry point.
     *
     * @param kind from where calls come, in lower case
     * @param verb of an HTTP request; else its kind
     * @param target the path of an HTTP request, or what else names it
     * @param label what findings call it
     * @param area what it belongs to: the name of its class, without the suffix that all have
     * @param method the class and method
     * @param writes the tables that it writes
     * @param dependents the cached reads that depend on what it writes
     * @param tested whether a test run saw it write
     * @param file where its source stands
     * @param line the line, 0 if unknown
     */
    public record Entry(
            String kind,
            String verb,
            String target,
            String label,
            String area,
            String method,
            List<String> writes,
            List<Dependent> dependents,
            Tested tested,
            String file,
            int line) {

        /** Copies. */
        public Entry {
            writes = List.copyOf(writes);
            dependents = List.copyOf(dependents);
        }

        /** The worst that becomes of a cached read that depends on it; none if none depends. */
        public @Nullable State worst() {
            return dependents.stream()
                    .map(Dependent::state)
                    .max(java.util.Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /**
     * What an entry point does to a cached read.
     *
     * @param cache its caches
     * @param read the class and method that are cached
     * @param tables the tables that one writes and the other reads
     * @param writers the methods that write them
     * @param state what becomes of the entries
     * @param level how bad that is; none unless they stay
     * @param rule which rule says so; empty unless they stay
     */
    public record Dependent(
            String cache,
            String read,
            List<String> tables,
            List<String> writers,
            State state,
            @Nullable Level level,
            String rule) {

        /** Copies. */
        public Dependent {
            tables = List.copyOf(tables);
            writers = List.copyOf(writers);
        }
    }

    /** What becomes of entries that a write has made stale. */
    public enum State {
        /** Captured writes invalidate them. */
        CAPTURED,
        /** The code evicts them. */
        EVICTED,
        /** They stay, which is meant to be so. */
        MEANT,
        /** They stay. */
        STALE;

        /** As reports write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a test run went there. */
    public enum Tested {
        /** It did. */
        YES,
        /** It did not. */
        NO,
        /** No run was told of, or runs do not tell of such a place. */
        UNKNOWN;

        /** As reports write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Tested of(boolean isTold, boolean isSeen) {
            return isSeen ? YES : isTold ? NO : UNKNOWN;
        }
    }

    /** Whether something holds. */
    public enum Verdict {
        /** It does. */
        PASS,
        /** It does not. */
        FAIL,
        /** It could not be told. */
        UNKNOWN,
        /** There is nothing of which it could hold. */
        NONE;

        /** As reports write it. */
        public String word() {
            return this == NONE ? "nothing to check" : name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether something holds, and why.
     *
     * @param verdict whether it does
     * @param why in words
     */
    public record Answer(Verdict verdict, String why) {}
}
