package io.freshet.redis;

import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.UncertifiedException;

import java.util.ArrayList;
import java.util.List;

/** What the scripts answer, as the sequencer's words. The head of each script names its fields. */
final class Replies {

    private static final int POLL_FIELDS = 7;

    private Replies() {}

    static Bumped bumped(List<Object> answer) {
        if (answer.isEmpty()) {
            throw new UncertifiedException("BUMP failed: Redis holds no sequence; the relay has to recover it first");
        }
        return new Bumped(number(answer, 0), (int) number(answer, 1));
    }

    static Poll poll(List<Object> answer) {
        List<Bump> bumps = new ArrayList<>((answer.size() - POLL_FIELDS) / 2);
        for (int i = POLL_FIELDS; i < answer.size(); i += 2) {
            bumps.add(new Bump(RedisKeys.tag((String) answer.get(i)), number(answer, i + 1)));
        }
        return new Poll(
                flag(answer, 0),
                number(answer, 1),
                number(answer, 2),
                number(answer, 3),
                number(answer, 4),
                bumps,
                flag(answer, 5),
                number(answer, 6));
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
