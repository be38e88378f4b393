package io.freshet.audit.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong. Each rule has a specimen that breaks it and one that keeps it, both compiled and audited by tests. */
public enum Rule {
    /** A write that nothing evicts after. */
    WRITE_WITHOUT_EVICTION(
            Level.ERROR,
            "An entry point writes what a cached read is computed from, and evicts nothing.",
            "The cached read goes on answering with the old value until its time to live is over, or for ever.",
            "Evict the cache in the method that writes, or let captured writes invalidate it."),
    /** A write that is evicted after on some paths only. */
    EVICTED_ON_SOME_PATHS(
            Level.ERROR,
            "An entry point evicts on some of the paths that follow a write, and not on others.",
            "The branch that was forgotten leaves the old value behind, and tests of the other branch pass.",
            "Evict where the branches have met again, or annotate the method."),
    /** An eviction whose key is never that of an entry. */
    KEY_NEVER_MATCHES(
            Level.ERROR,
            "An eviction uses a key that no cached read of that cache uses.",
            "It removes nothing, and nobody is told: evicting a key that is not there is no error.",
            "Use the key expression of the cached read, over the same values."),
    /** An eviction of a cache that nobody reads. */
    NAME_MATCHES_NOTHING(
            Level.ERROR,
            "A cache is evicted or filled that no cached read uses.",
            "Mostly a name spelled in two ways: the cache that is read is then never evicted.",
            "Use one constant for the name of the cache."),
    /** A cache without any eviction. */
    NEVER_EVICTED(
            Level.WARNING,
            "A cache is read, has no time to live that could be seen, and nothing ever evicts it.",
            "Its entries stay as they were first loaded until the application starts again.",
            "Evict it where its source is written, or give it a time to live."),
    /** An eviction before its write. */
    EVICT_BEFORE_WRITE(
            Level.WARNING,
            "A cache is evicted before the write that makes it stale, and not after it.",
            "A read between the two loads the old value and caches it again.",
            "Evict after the write."),
    /** An eviction inside of a transaction. */
    EVICT_BEFORE_COMMIT(
            Level.WARNING,
            "A cache is evicted inside of the transaction that writes, before its commit.",
            "A read between eviction and commit loads the old value and caches it again; after a rollback nothing was stale at all.",
            "Evict after the commit: on the method that begins the transaction, in a transactional event listener, or with a cache manager that is"
                    + " aware of transactions."),
    /** A call past the proxy. */
    SELF_INVOCATION(
            Level.ERROR,
            "A class calls its own cached or evicting method.",
            "Such a call does not pass the proxy: it neither caches nor evicts.",
            "Move the method to another bean, or call it through the proxy."),
    /** An annotation that no proxy sees. */
    NOT_PROXYABLE(
            Level.ERROR,
            "A cache annotation stands on a method that no proxy can stand in for.",
            "A private, static or final method, or one of a final class or of no bean, is called directly: the annotation does nothing.",
            "Make the method overridable and its class a bean."),
    /** A write that is cached. */
    CACHED_MUTATION(
            Level.ERROR,
            "A method that writes is cached.",
            "The second call with the same key returns the first result and writes nothing.",
            "Cache reads only; use @CachePut where a write shall fill the cache."),
    /** A key expression that names no parameter. */
    KEY_NAMES_NOTHING(
            Level.ERROR,
            "A key expression names a parameter that the method does not have, or whose name the class file does not keep.",
            "The expression fails or is null when the method is called.",
            "Name a parameter of the method, and compile with -parameters."),
    /** A key without the tenant. */
    TENANT_MISSING(
            Level.ERROR,
            "A cached read depends on the current tenant, and its key does not name it.",
            "One tenant is answered with the rows of another.",
            "Make the tenant part of the key."),
    /** A cache without time to live. */
    NO_TTL(
            Level.WARNING,
            "Caches are used, and nothing that could be seen gives them a time to live.",
            "Whatever is missed by evictions stays wrong for ever.",
            "Set a time to live, as in spring.cache.redis.time-to-live."),
    /** A search through all keys. */
    KEYS_OR_SCAN(
            Level.WARNING,
            "A request searches all keys of Redis.",
            "KEYS stops the server for all clients while it runs, and SCAN walks the whole keyspace on each request.",
            "Keep the keys in a set, use a generation number in the key, or invalidate by tag."),
    /** A cached answer that time makes wrong. */
    CLOCK_DEPENDENT(
            Level.WARNING,
            "A cached read asks the clock, and its key does not say which time it was.",
            "Time goes on without any write: nothing evicts the entry when its answer changes.",
            "Hand the date in as a parameter, so that it becomes part of the key."),
    /** Two types of values under one key. */
    TWO_VALUE_TYPES(
            Level.ERROR,
            "Two cached reads share a cache and can have the same key, but return different types.",
            "One reads what the other has stored: a ClassCastException, or another object's data.",
            "Give each its own cache, or a literal of its own in the key."),
    /** A condition that needs what is not there yet. */
    CONDITION_ON_RESULT(
            Level.ERROR,
            "The condition of a cached read, or of an eviction before the call, asks for the result.",
            "It is asked before the method runs: #result is null, so the condition always says the same.",
            "Use unless, which is asked afterwards, or evict after the call."),
    /** A key with a part that says nothing of the row. */
    KEY_TOO_WIDE(
            Level.WARNING,
            "A cached read keeps a row under a key with a part by which it does not look the row up.",
            "One row has several entries, and an eviction made of the row's own values removes one of them only.",
            "Leave the part out of the key, or look the row up by it."),
    /** A kept object that a caller changes. */
    MUTATED_VALUE(
            Level.ERROR,
            "A caller changes what a cached read returned, and the cache holds that very object.",
            "Everybody who reads the entry later gets the change, which was never written, or not yet.",
            "Return copies or immutable values, or change a copy."),
    /** A row that is added where its absence was kept. */
    CACHED_ABSENCE(
            Level.WARNING,
            "An entry point adds rows, and a cached read may have kept that there are none under the key.",
            "Whoever asked before the row was added goes on being told that there is none.",
            "Evict the key where rows are added, or do not keep null: unless = \"#result == null\"."),
    /** An eviction by the new value of an attribute that may have changed. */
    OLD_KEY_STAYS(
            Level.WARNING,
            "A method may change the attribute that is the key, and evicts the entry of its new value only.",
            "The entry under the old value stays: a name that was given up still answers.",
            "Evict the old value's entry too, or use a key that never changes."),
    /** An eviction of everything that nothing of it depends on. */
    TOO_BROAD(
            Level.NOTE,
            "A method evicts all entries of a cache that reads nothing of what the method writes.",
            "Each such write costs all entries, and hides that the eviction that was meant may be missing.",
            "Remove the eviction, or evict the cache that depends on the write."),
    /** An eviction that is not waited for. */
    ASYNCHRONOUS_EVICTION(
            Level.WARNING,
            "Caches of Redis evict asynchronously, as Spring Data Redis does since version 4 unless told otherwise.",
            "The caller goes on before the entry is gone and reads it once more, and an eviction that fails is told to nobody.",
            "Make the cache writer with immediateWrites()."),
    /** A table that is read and not declared. */
    UNDECLARED_DEPENDENCY(
            Level.ERROR,
            "A read cached by Freshet declares what it depends on, and reads a table that it does not declare.",
            "Declared dependencies replace observed ones: writes to that table do not invalidate the entry.",
            "Declare the table too, or add observe = Observe.ALWAYS.");

    private final Level level;
    private final String sentence;
    private final String reason;
    private final String fix;

    Rule(Level level, String sentence, String reason, String fix) {
        this.level = level;
        this.sentence = sentence;
        this.reason = reason;
        this.fix = fix;
    }

    /** As reports, baselines and suppressions name it: {@code write-without-eviction}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where it is explained, as a path within the repository. */
    public String page() {
        return "docs/audit/rules/" + id() + ".md";
    }

    /** How bad it is at the worst. */
    public Level level() {
        return level;
    }

    /** What is wrong. */
    public String sentence() {
        return sentence;
    }

    /** Why it is wrong. */
    public String reason() {
        return reason;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }

    /** The source of a program that breaks it. */
    public String bad() {
        return specimen("Bad");
    }

    /** The source of the same program, repaired. */
    public String good() {
        return specimen("Good");
    }

    private String specimen(String which) {
        String name = id() + "/" + which + ".java";
        try (InputStream in = Rule.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no specimen " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rule of an id. */
    public static Optional<Rule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
