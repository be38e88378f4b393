package io.freshet.spring.doctor;

import io.freshet.check.Topic;

/** What findings about the instance itself are about. */
public enum InstanceTopic implements Topic {
    /** Whether the cache may be trusted. */
    LEASE("lease", "Without a lease nothing is served from the cache: slow, but right."),
    /** How old a stale answer could be now. */
    BOUND(
            "bound",
            "A stale answer is never older than the bound; how much older than now it could be is how far news is behind."),
    /** What waits to be made effective. */
    INVALIDATIONS("invalidations", "What waits here and in no outbox is lost if the instance dies first."),
    /** What is not cached. */
    SWITCHES("switches", "What is switched off is read from its source each time."),
    /** What was found stale. */
    SHADOW_READS(
            "shadow-reads",
            "A value that differs from its source although nothing was heard depends on something that is not declared."),
    /** Whose writes are noticed. */
    CAPTURE("capture", "What depends on writes that nobody notices is stale until it expires."),
    /** Whether instances share anything. */
    SHARED_TIER(
            "shared-tier",
            "Without a shared tier each instance loads for itself, and hears of the writes of others by the database only."),
    /** How long commands may take. */
    TIMEOUTS(
            "timeouts",
            "Who waits for Redis longer than the bound waits for something that nobody may trust any more."),
    /** What is said in vain. */
    SETTINGS("settings", "Who wrote it expects something of it."),
    /** How long entries live. */
    TTL("ttl", "A time to live is the last resort against writes that nobody noticed."),
    /** What cannot be read. */
    UNDECODABLE(
            "undecodable",
            "Entries that cannot be read count as misses; right after a deploy that is as it should be."),
    /** What cannot be stored. */
    NOT_STORED("not-stored", "Other instances load again what one could not store."),
    /** What is not kept. */
    NOT_KEPT("not-kept", "What may not be kept is loaded anew by each read.");

    private final String id;
    private final String matter;

    InstanceTopic(String id, String matter) {
        this.id = id;
        this.matter = matter;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String matter() {
        return matter;
    }
}
