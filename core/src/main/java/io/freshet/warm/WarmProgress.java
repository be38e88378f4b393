package io.freshet.warm;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * How far a job has come, as the fleet shares it.
 *
 * @param fingerprint of the keys and their order: with others the job begins anew
 * @param done how many have been read, in order
 * @param failed of these, how many reads failed
 */
record WarmProgress(long fingerprint, int done, int failed) {

    private static final int BYTES = Long.BYTES + 2 * Integer.BYTES;
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    /** Nothing of these keys yet. */
    static WarmProgress none(List<?> keys) {
        long hash = OFFSET; // FNV-1a
        for (Object key : keys) {
            String text = key + "\n";
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
        }
        return new WarmProgress(hash, 0, 0);
    }

    /** The same, or what is stored if it is of the same keys. */
    WarmProgress or(byte @Nullable [] stored) {
        if (stored == null || stored.length != BYTES) {
            return this;
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        WarmProgress other = new WarmProgress(bytes.getLong(), bytes.getInt(), bytes.getInt());
        return other.fingerprint == fingerprint && other.done >= done ? other : this;
    }

    WarmProgress next(boolean hasFailed) {
        return new WarmProgress(fingerprint, done + 1, hasFailed ? failed + 1 : failed);
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(fingerprint)
                .putInt(done)
                .putInt(failed)
                .array();
    }
}
