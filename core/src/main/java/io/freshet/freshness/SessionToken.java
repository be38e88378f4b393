package io.freshet.freshness;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * What a session has seen: for each partition the number up to which it has read or written. Whoever reads for that session on another
 * instance must know as much (Terry et al., Session guarantees, 1994; Shi et al., FlightTracker, OSDI 2020). Immutable.
 *
 * <p>As text it is 20 to 200 characters that may stand in a header or a cookie. It is no secret and grants nothing: a forged one costs its
 * bearer a cache.
 *
 * @param seqs one number for each partition; not to be written
 * @param isSettled false if a write of this instance has not been numbered yet: then no number can stand for it
 */
public record SessionToken(long[] seqs, boolean isSettled) {

    private static final byte SETTLED = 1;

    /** The text. */
    public String text() {
        ByteBuffer out = ByteBuffer.allocate(1 + seqs.length * Long.BYTES);
        out.put(isSettled ? SETTLED : 0);
        for (long seq : seqs) {
            out.putLong(seq);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
    }

    /** The token of a text; empty if it is none. */
    public static Optional<SessionToken> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= 1 || (bytes.length - 1) % Long.BYTES != 0) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean settled = in.get() == SETTLED;
        long[] seqs = new long[(bytes.length - 1) / Long.BYTES];
        for (int i = 0; i < seqs.length; i++) {
            seqs[i] = in.getLong();
        }
        return Optional.of(new SessionToken(seqs, settled));
    }
}
