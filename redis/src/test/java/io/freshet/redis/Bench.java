package io.freshet.redis;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import io.freshet.tag.Tag;
import io.freshet.testkit.server.RedisBinary;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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

    /** A command's time where a slow machine shall fail nothing. */
    static final Duration PATIENT = Duration.ofSeconds(3);

    final RedisRemote remote;
    private final String instance;
    private final int partition;

    private Bench(RedisRemote remote, String instance, int partition) {
        this.remote = remote;
        this.instance = instance;
        this.partition = partition;
    }

    /** At the first partition of what is built, once it is connected. */
    static Bench of(RedisRemote.Builder settings) {
        return new Bench(connected(settings), "a", 0);
    }

    /** The same instance at another partition; closing one closes all. */
    Bench at(int otherPartition) {
        return new Bench(remote, instance, otherPartition);
    }

    /** Connected to a port. */
    static Bench on(int port, String instance) {
        Bench bench = begun(port, instance);
        bench.awaitConnected();
        return bench;
    }

    /** Not necessarily connected. */
    static Bench begun(int port, String instance) {
        return new Bench(settings(1).uri("redis://127.0.0.1:" + port).page(PAGE).build(), instance, 0);
    }

    /** A server that is installed here, or else the default one. */
    static RedisBinary newestServer() {
        return RedisBinary.installed().stream().findFirst().orElseGet(RedisBinary::byDefault);
    }

    /** Settings that lack an address only. */
    static RedisRemote.Builder settings(int partitions) {
        return RedisRemote.builder()
                .namespace(NAMESPACE)
                .partitions(partitions)
                .tagLimit(2_000)
                .commandTimeout(PATIENT);
    }

    /** Builds, and waits until it is connected. */
    static RedisRemote connected(RedisRemote.Builder settings) {
        RedisRemote remote = settings.build();
        try {
            soon().until(remote::isConnected);
        } catch (ConditionTimeoutException e) {
            String why = failure(remote.partitions().get(0).head());
            remote.close();
            throw new AssertionError("Not connected: " + why, e);
        }
        return remote;
    }

    void awaitConnected() {
        soon().until(remote::isConnected);
    }

    /** Waits for what takes milliseconds, or seconds where something has to be noticed first. */
    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    Sequencer sequencer() {
        return remote.partitions().get(partition);
    }

    Bumped bump(String... tags) {
        return now(sequencer().bump(ChangeSet.of(List.of(tags), "test"), -1));
    }

    Bumped bump(TransactionId transaction, String... tags) {
        return now(sequencer().bump(ChangeSet.of(transaction, List.of(tags), "test"), -1));
    }

    /** As the relay that asked for this head. */
    Bumped relay(Head seen, TransactionId transaction, String... tags) {
        return now(sequencer().relay(ChangeSet.of(transaction, List.of(tags), "test"), -1, seen));
    }

    /** As a relay that asks just now. */
    Set<TransactionId> done(TransactionId... transactions) {
        return now(sequencer().done(List.of(transactions), head().serverId()));
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
        return certify(
                new Certificate(head.counter(), head.serverId(), lineage, head.top(), "snap-" + head.counter(), 0));
    }

    boolean certify(Certificate certificate) {
        return now(sequencer().certify(certificate));
    }

    /** Whether a poll is answered, and by a certified server. */
    boolean isCertified() {
        try {
            return poll().certified();
        } catch (RemoteException e) {
            return false;
        }
    }

    /** Does what a relay does, once, as well as it can: whatever fails is left for the next time. */
    void relayOnce() {
        try {
            Head head = head();
            if (!head.certified()) {
                recover(head.lineage() + 1, true);
                head = head();
            }
            certify(head, head.lineage());
        } catch (RemoteException e) {
            // Redis is away
        }
    }

    /** Relays until a poll is certified. */
    void awaitServing() {
        soon().until(() -> {
            relayOnce();
            return isCertified();
        });
    }

    /** Bumps again and again until another bump is heard. */
    void awaitHeard(List<Nudge> heard) {
        heard.clear();
        soon().ignoreException(RemoteException.class).until(() -> {
            bump("heard");
            return !heard.isEmpty();
        });
    }

    /** The message with which a stage failed; empty if it did not. */
    static String failure(CompletionStage<?> stage) {
        try {
            now(stage);
            return "";
        } catch (RemoteException e) {
            return String.valueOf(e.getMessage());
        }
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
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
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
