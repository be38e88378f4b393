package io.freshet.testkit.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import static java.util.Objects.requireNonNullElse;

/** Entries and claims of a {@link FlawedServer}. */
final class FlawedStore {

    private static final long EARLY_NANOS = 20_000_000;

    private final FlawedServer server;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Claim> claims = new HashMap<>();

    FlawedStore(FlawedServer server) {
        this.server = server;
    }

    private String entryKey(String key, int connection) {
        String folded = server.is(Breach.KEYS_FOLDED) ? key.toLowerCase(Locale.ROOT) : key;
        return server.is(Breach.ENTRIES_OF_EACH_INSTANCE) ? connection + folded : folded;
    }

    byte[] get(String key, int connection) {
        Entry found = entries.get(entryKey(key, connection));
        if (found == null || found.ends <= server.nanos()) {
            return server.is(Breach.MISSING_ENTRY_EMPTY) ? new byte[0] : null;
        }
        return found.bytes.length == 0 && server.is(Breach.EMPTY_ENTRY_MISSING) ? null : found.bytes.clone();
    }

    void put(String key, int connection, byte[] bytes, long ttlNanos) {
        String stored = entryKey(key, connection);
        Entry before = entries.get(stored);
        if (ttlNanos <= 0 && !server.is(Breach.ENTRY_WITHOUT_TIME_KEPT)
                || before != null && server.is(Breach.SECOND_PUT_LOST)) {
            return;
        }
        boolean keepsTime = before != null && server.is(Breach.ENTRY_KEEPS_ITS_FIRST_TIME);
        entries.put(stored, new Entry(written(bytes), keepsTime ? before.ends : ends(ttlNanos)));
    }

    private long ends(long ttlNanos) {
        if (ttlNanos <= 0 || server.is(Breach.ENTRY_WITHOUT_END)) {
            return Long.MAX_VALUE;
        }
        return server.nanos() + (server.is(Breach.ENTRY_ENDS_EARLY) ? Math.min(ttlNanos, EARLY_NANOS) : ttlNanos);
    }

    private byte[] written(byte[] bytes) {
        byte[] written = bytes.clone();
        if (server.is(Breach.ENTRY_BYTES_ALTERED)) {
            for (int i = 0; i < written.length; i++) {
                written[i] &= 127;
            }
        }
        return server.is(Breach.LARGE_ENTRY_CUT) && written.length > 65_536 ? Arrays.copyOf(written, 65_536) : written;
    }

    void remove(String key, int connection) {
        if (!server.is(Breach.ENTRY_NOT_REMOVED)) {
            entries.remove(entryKey(key, connection));
        }
    }

    private String claimKey(String key, int connection) {
        return server.is(Breach.CLAIMS_OF_EACH_INSTANCE) ? connection + key : key;
    }

    private Claim running(String key) {
        Claim claim = requireNonNullElse(claims.get(key), Claim.NONE);
        return claim.ends > server.nanos() ? claim : Claim.NONE;
    }

    boolean claim(String key, int connection, String owner, long leaseNanos) {
        String claimed = claimKey(key, connection);
        boolean isFree = running(claimed) == Claim.NONE || server.is(Breach.CLAIM_GIVEN_TWICE);
        if (!isFree || server.is(Breach.CLAIM_NEVER_GIVEN)) {
            return false;
        }
        claims.put(claimed, new Claim(owner, leaseEnds(leaseNanos)));
        return true;
    }

    private long leaseEnds(long leaseNanos) {
        if (server.is(Breach.CLAIM_WITHOUT_LEASE)) {
            return Long.MAX_VALUE;
        }
        return server.nanos() + (server.is(Breach.CLAIM_ENDS_EARLY) ? Math.min(leaseNanos, EARLY_NANOS) : leaseNanos);
    }

    boolean prolong(String key, int connection, String owner, long leaseNanos) {
        String claimed = claimKey(key, connection);
        boolean isOwn = running(claimed).owner.equals(owner)
                || running(claimed) != Claim.NONE && server.is(Breach.CLAIM_PROLONGED_BY_ANYBODY)
                || running(claimed) == Claim.NONE && server.is(Breach.CLAIM_PROLONGED_AFTER_ITS_END);
        if (isOwn && !server.is(Breach.CLAIM_NOT_PROLONGED)) {
            claims.put(claimed, new Claim(owner, leaseEnds(leaseNanos)));
        }
        return isOwn;
    }

    /** Answers whether to tell those who wait. */
    boolean release(String key, int connection, String owner) {
        String claimed = claimKey(key, connection);
        boolean isOwn = running(claimed).owner.equals(owner);
        if ((isOwn || server.is(Breach.CLAIM_RELEASED_BY_ANYBODY)) && !server.is(Breach.CLAIM_NOT_RELEASED)) {
            claims.remove(claimed);
        }
        return (isOwn || server.is(Breach.RELEASE_BY_ANYBODY_TOLD)) && !server.is(Breach.RELEASE_NOT_TOLD);
    }

    private record Entry(byte[] bytes, long ends) {}

    private record Claim(String owner, long ends) {

        static final Claim NONE = new Claim("", 0);
    }
}
