package io.freshet.redis;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import io.freshet.tag.Tag;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import static org.awaitility.Awaitility.await;

/** One instance at the work bench: a remote, with the calls of the protocol in one word each, waiting for their answers. */
final class Bench implements AutoCloseable {

    static final String NAMESPACE = "f:test:";
    static final int PAGE = 10;

    final RedisRemote remote;
    private final String instance;

    private Bench(RedisRemote remote, String instance) {
        this.remote = remote;
        this.instance = instance;
    }

    /** Connected to a port. */
    static Bench on(int port, String instance) {
        Bench bench = begun(port, instance);
        bench.awaitConnected();
        return bench;
    }

    /** Not necessarily connected. */
    static Bench begun(int port, String instance) {
        RedisRemote remote = RedisRemote.builder()
                .uri("redis://127.0.0.1:" + port)
                .namespace(NAMESPACE)
                .tagLimit(2_000)
                .page(PAGE)
                .commandTimeout(Duration.ofSeconds(1))
                .build();
        return new Bench(remote, instance);
    }

    void awaitConnected() {
        await().until(remote::isConnected);
    }

    Sequencer sequencer() {
        return remote.sequencer();
    }

    Bumped bump(String... tags) {
        return now(sequencer().bump(ChangeSet.of(List.of(tags), "test")));
    }

    Bumped bump(TransactionId transaction, String... tags) {
        return now(sequencer().bump(ChangeSet.of(transaction, List.of(tags), "test")));
    }

    /** One bump of many tags. */
    Bumped bumpMany(String prefix, int count) {
        return bump(IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new));
    }

    Poll poll(long since, long leaseMillis) {
        return now(sequencer().poll(new PollRequest(instance, since, leaseMillis, true)));
    }

    Poll poll() {
        return poll(0, 50);
    }

    Head head() {
        return now(sequencer().head());
    }

    void recover(long lineage, boolean replay) {
        now(sequencer().recover(lineage, replay));
    }

    boolean certify(Head head, long lineage) {
        return certify(new Certificate(head.counter(), head.serverId(), lineage, "snap-" + head.counter(), 0));
    }

    boolean certify(Certificate certificate) {
        return now(sequencer().certify(certificate));
    }

    /** Begins a lineage and certifies it, as a relay does. */
    void start(long lineage) {
        Head head = head();
        recover(lineage, true);
        if (!certify(head, lineage)) {
            throw new AssertionError("Lineage " + lineage + " was not certified");
        }
    }

    long[] validate(String... tags) {
        return now(sequencer()
                .validate(List.of(tags).stream().mapToLong(Tag::hashOf).toArray()));
    }

    static Bump bumpOf(String tag, long seq) {
        return new Bump(Tag.hashOf(tag), seq);
    }

    static <T> T now(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RemoteException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        remote.close();
    }
}
