package io.freshet.salon.day.http;

import java.nio.charset.StandardCharsets;

/**
 * An HTTP answer of which only the few headers are read that the salon says its costs with. The buffer is used again for the next answer.
 * Not thread-safe.
 */
public final class Answer {
    private static final long UNKNOWN = -1;

    byte[] bytes = new byte[1 << 16];
    int bodyStart;
    int bodyEnd;
    int status;
    long queries;
    long serverMicros;
    boolean closes;
    Origin origin = Origin.NONE;
    long settingsRevision;
    Origin settingsOrigin = Origin.NONE;

    /** Where a cached answer came from, as {@code X-Cache} says. */
    public enum Origin {
        HIT,
        MISS,
        STALE,
        BYPASS,
        NONE;

        static Origin of(String header) {
            return switch (header) {
                case "hit-l1", "hit-l2" -> HIT;
                case "miss" -> MISS;
                case "stale" -> STALE;
                case "bypass" -> BYPASS;
                default -> NONE;
            };
        }
    }

    public int status() {
        return status;
    }

    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** Whether the server says how many statements it has cost. */
    public boolean hasQueries() {
        return queries != UNKNOWN;
    }

    public long queries() {
        return queries;
    }

    /** Whether the server says how long it took. */
    public boolean hasServerMicros() {
        return serverMicros != UNKNOWN;
    }

    public long serverMicros() {
        return serverMicros;
    }

    public Origin origin() {
        return origin;
    }

    /** Whether the server says which revision of the settings it worked with. */
    public boolean hasSettings() {
        return settingsRevision != UNKNOWN;
    }

    public long settingsRevision() {
        return settingsRevision;
    }

    public Origin settingsOrigin() {
        return settingsOrigin;
    }

    /** The body's bytes are at {@link #bodyStart()} to {@link #bodyEnd()} of this array. */
    public byte[] bytes() {
        return bytes;
    }

    public int bodyStart() {
        return bodyStart;
    }

    public int bodyEnd() {
        return bodyEnd;
    }

    public String body() {
        return new String(bytes, bodyStart, bodyEnd - bodyStart, StandardCharsets.UTF_8);
    }

    void forget() {
        bodyStart = 0;
        bodyEnd = 0;
        status = 0;
        queries = UNKNOWN;
        serverMicros = UNKNOWN;
        closes = false;
        origin = Origin.NONE;
        settingsRevision = UNKNOWN;
        settingsOrigin = Origin.NONE;
    }
}
