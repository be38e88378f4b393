package io.freshet.freshness;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/**
 * When this instance saw which certificate counter last, and hence as of when it knows everything.
 *
 * <p>Certificate {@code c} was made from a database snapshot that its relay took after it had read counter {@code c - 1}. Whoever asked
 * at instant {@code a} and was told {@code c - 2} or less asked before that reading, hence before the snapshot. So an instance that holds
 * certificate {@code c} knows all that was committed before {@code a}. One step instead of two is wrong: told {@code c - 1}, the relay
 * may have taken its snapshot before {@code a}.
 *
 * <p>Not thread-safe.
 */
final class Certificates {

    private static final int STEPS = 2;

    private final TreeMap<Long, Moment> lastAsked = new TreeMap<>();

    /**
     * Notes that a poll sent at an instant was told a counter; answers as of when everything is known, or null if that is not proven.
     * In the model: {@code Noted}, {@code Proof}.
     */
    @Nullable
    Moment note(long counter, Moment asked) {
        lastAsked.merge(counter, asked, Moment::later);
        Map.Entry<Long, Moment> proof = lastAsked.floorEntry(counter - STEPS);
        if (proof == null) {
            return null;
        }
        lastAsked.headMap(proof.getKey(), false).clear();
        return proof.getValue();
    }

    void forget() {
        lastAsked.clear();
    }
}
