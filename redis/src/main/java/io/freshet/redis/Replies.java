package io.freshet.redis;

import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.UncertifiedException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the scripts answer, as the sequencer's words. The head of each script names its fields. */
final class Replies {

    private static final long REPLICA = -1;
    private static final int POLL_FIELDS = 12;

    private Replies() {}

    static Bumped bumped(List<Object> answer) {
        if (answer.isEmpty()) {
            throw new UncertifiedException(
                    "BUMP failed: Redis holds no sequence that can be trusted, or another server answers than the"
                            + " one that the relay asked first; the relay has to recover it");
        }
        return new Bumped(number(answer, 0), (int) number(answer, 1), flag(answer, 2));
    }

    static Set<TransactionId> done(List<TransactionId> asked, List<Object> answer) {
        if (answer.isEmpty()) {
            throw new UncertifiedException(
                    "DONE failed: another server answers than the one that the relay asked first");
        }
        Set<TransactionId> done = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            if (flag(answer, i)) {
                done.add(asked.get(i));
            }
        }
        return done;
    }

    /** Whether the server that answered a poll is a replica. */
    static boolean isReplica(List<Object> answer) {
        return number(answer, 0) == REPLICA;
    }

    /** When the lineage of a certified server began, as its nudges tell it; empty if it does not know. */
    static String begun(List<Object> answer) {
        return (String) answer.get(POLL_FIELDS - 1);
    }

    /** Whether the server that answered a poll can be trusted. */
    static boolean isCertified(List<Object> answer) {
        return flag(answer, 0);
    }

    static Poll poll(List<Object> answer) {
        if (!isCertified(answer)) {
            return Poll.uncertified(number(answer, 1));
        }
        List<Bump> bumps = new ArrayList<>((answer.size() - POLL_FIELDS) / 2);
        for (int i = POLL_FIELDS; i < answer.size(); i += 2) {
            bumps.add(new Bump(RedisKeys.tag((String) answer.get(i)), number(answer, i + 1)));
        }
        return new Poll(
                true,
                number(answer, 1),
                number(answer, 2),
                number(answer, 3),
                number(answer, 4),
                bumps,
                flag(answer, 5),
                number(answer, 6),
                (String) answer.get(7),
                number(answer, 8),
                number(answer, 9),
                lineages((String) answer.get(10)));
    }

    private static long[] lineages(String text) {
        return text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
    }

    static long[] numbers(List<Object> answer) {
        return answer.stream().mapToLong(Long.class::cast).toArray();
    }

    static Head head(List<Object> answer) {
        return new Head(
                flag(answer, 0),
                number(answer, 1),
                (String) answer.get(2),
                number(answer, 3),
                number(answer, 4),
                (String) answer.get(5));
    }

    static boolean isDone(List<Object> answer) {
        return flag(answer, 0);
    }

    private static boolean flag(List<Object> answer, int index) {
        return number(answer, index) == 1;
    }

    private static long number(List<Object> answer, int index) {
        return (Long) answer.get(index);
    }
}
