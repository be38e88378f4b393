package io.freshet.redis;

import io.lettuce.core.KeyValue;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads of many threads on one connection, gathered: what is asked for at the same moment goes out as one MGET. Thread-safe; never blocks.
 *
 * <h2>Why gathering is worth it</h2>
 *
 * A GET by itself costs a wake-up of the connection's thread, a write and a read of the socket on both sides, and the bookkeeping of a
 * command: several times what looking up the key costs Redis. So only a few commands are under way at once. While there are, keys queue up; the
 * answer to a command sends all that wait as the next one. A reader alone, or few of them, never wait.
 *
 * <h2>Why it is harmless</h2>
 *
 * An entry proves itself by its stamp, so it does not matter when between question and answer it was read. A key that waits has been asked for
 * by a reader that still waits, so nothing is read before its reader began. A command that fails fails all its keys, and what waits is sent
 * then, or fails at once where there is no connection. A key whose reader has given up waiting is not sent. Commands are of bounded length, so that no answer holds others up for long.
 *
 * <p>In a Cluster each key goes by itself, since keys lie on different nodes.
 */
final class GatheredReads {

    /** So many are under way at once; a round trip is not waited for by more than the few that come between. */
    private static final int COMMANDS = 2;

    private static final int MOST_KEYS = 64;

    private final Link<byte[]> link;
    private final Queue<Asked> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    GatheredReads(Link<byte[]> link) {
        this.link = link;
    }

    /** The bytes under the key, or null. Who does not wait any longer cancels it. */
    CompletionStage<byte @Nullable []> get(String key) {
        if (link.isCluster()) {
            return one(key);
        }
        Asked asked = new Asked(key, new CompletableFuture<>());
        waiting.add(asked);
        send();
        return asked.answer();
    }

    private CompletionStage<byte @Nullable []> one(String key) {
        return link.<byte @Nullable [], byte @Nullable []>send("GET", redis -> redis.get(key), bytes -> bytes);
    }

    /**
     * Sends what waits, as long as few enough are under way. One thread does so at a time; whoever comes meanwhile, an answer that comes while
     * its question is being sent included, only has it look again. So nothing is sent from within a sending, however much waits and however
     * fast it fails; and no key is left behind, since it was added, or a place given back, before the look that follows.
     */
    private void send() {
        if (looks.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        try {
            while (seen > 0) {
                sendWaiting();
                seen = looks.addAndGet(-seen);
            }
        } finally {
            if (seen > 0) {
                looks.set(0); // an error: whoever comes next sends
            }
        }
    }

    private void sendWaiting() {
        while (underWay.get() < COMMANDS) {
            List<Asked> gathered = gathered();
            if (gathered.isEmpty()) {
                return;
            }
            underWay.incrementAndGet();
            try {
                send(gathered);
            } catch (RuntimeException | Error e) {
                underWay.decrementAndGet();
                gathered.forEach(asked -> asked.complete(null, e));
                throw e;
            }
        }
    }

    /** What waits, but for what nobody waits for any more. */
    private List<Asked> gathered() {
        List<Asked> gathered = new ArrayList<>();
        while (gathered.size() < MOST_KEYS) {
            Asked next = waiting.poll();
            if (next == null) {
                break;
            }
            if (!next.answer().isDone()) {
                gathered.add(next);
            }
        }
        return gathered;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each key's own future is answered
    private void send(List<Asked> gathered) {
        if (gathered.size() == 1) {
            Asked only = gathered.get(0);
            one(only.key()).whenComplete((bytes, failure) -> ended(() -> only.complete(bytes, failure)));
            return;
        }
        String[] keys = gathered.stream().map(Asked::key).toArray(String[]::new);
        link.<List<KeyValue<String, byte[]>>, List<KeyValue<String, byte[]>>>send(
                        "MGET", redis -> redis.mget(keys), answers -> answers)
                .whenComplete((answers, failure) -> ended(() -> {
                    for (int i = 0; i < gathered.size(); i++) {
                        gathered.get(i)
                                .complete(failure == null ? answers.get(i).getValueOrElse(null) : null, failure);
                    }
                }));
    }

    /** The next is sent before the answers are given out, so that Redis works meanwhile. */
    private void ended(Runnable answering) {
        underWay.decrementAndGet();
        try {
            send();
        } finally {
            answering.run();
        }
    }

    private record Asked(String key, CompletableFuture<byte @Nullable []> answer) {

        void complete(byte @Nullable [] bytes, @Nullable Throwable failure) {
            if (failure == null) {
                answer.complete(bytes);
            } else {
                answer.completeExceptionally(failure);
            }
        }
    }
}
