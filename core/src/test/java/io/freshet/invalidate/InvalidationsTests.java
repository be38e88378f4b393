package io.freshet.invalidate;

import io.freshet.change.ChangeSet;
import io.freshet.change.DirectReads;
import io.freshet.change.TransactionId;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.event.CacheListener;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.LeaseKeeper;
import io.freshet.freshness.Ticker;
import io.freshet.relay.ForwardingSequencer;
import io.freshet.relay.Outbox;
import io.freshet.relay.Relay;
import io.freshet.remote.InProcessRemote;
import io.freshet.remote.Partitions;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.PollRequest;
import io.freshet.tag.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With a bound of 40 ms, so that what waits for a bound does not take long. */
class InvalidationsTests {

    private static final Duration BOUND = Duration.ofMillis(40);
    private static final ChangeSet WRITE = ChangeSet.of(new TransactionId(3, 1), List.of("table/bill"), "");

    private final Ticker ticker = Ticker.system();
    private final InProcessRemote server = new InProcessRemote(System::nanoTime, 3);
    private final CacheEvents events = new CacheEvents();
    private final Freshness freshness = new Freshness(3, BOUND, ticker);
    private final LeaseKeeper leases =
            new LeaseKeeper("i", server.partitions(), freshness, Duration.ofMillis(5), ticker, events);
    private final List<ChangeSet> kept = new ArrayList<>();
    private boolean keeps = true;

    private Invalidations invalidations(Acknowledge acknowledge, UnaryOperator<ChangeSet> keeping) {
        return invalidations(server.partitions(), acknowledge, keeping);
    }

    private Invalidations invalidations(
            Partitions partitions, Acknowledge acknowledge, UnaryOperator<ChangeSet> keeping) {
        return new Invalidations(
                partitions,
                freshness,
                leases,
                acknowledge,
                new Silence(() -> 0, ticker),
                BOUND.dividedBy(5),
                keeping,
                ticker,
                events);
    }

    private Invalidations invalidations() {
        return invalidations(Acknowledge.FLEET, this::keep);
    }

    private ChangeSet keep(ChangeSet change) {
        if (!keeps) {
            throw new IllegalStateException("away");
        }
        ChangeSet recorded = new ChangeSet(new TransactionId(9, 1), change.tags(), "", DirectReads.none());
        kept.add(recorded);
        return recorded;
    }

    private void certify() throws InterruptedException {
        new Relay(server.partitions(), Outbox.none(), partition -> 0, ticker, events).cycle(Set.of(0, 1, 2));
    }

    @AfterEach
    void end() {
        leases.close();
    }

    private Duration timeOf(Runnable write) {
        long began = System.nanoTime();
        write.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void aBump_isKnownHereWhenControlReturns() throws InterruptedException {
        certify();
        invalidations().committed(WRITE);
        int partition = server.partitions().of(Tag.hashOf("table/bill"));
        assertThat(freshness.token().seqs()[partition]).isPositive();
    }

    @Test
    void aServerWithoutASequence_makesTheWriterWaitABound_andThisInstanceTrustsNothing() {
        assertThat(timeOf(() -> invalidations().committed(WRITE))).isGreaterThanOrEqualTo(BOUND);
        assertThat(freshness.token().isSettled()).isFalse();
        assertThat(timeOf(() -> invalidations(Acknowledge.BUMPED, this::keep).committed(WRITE)))
                .isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aNumberOfAServerThatIsNotCertified_isNotAskedFor_theWriterWaitsABound() throws InterruptedException {
        certify();
        server.failOver(server.image());
        assertThat(timeOf(() -> invalidations().committed(WRITE))).isGreaterThanOrEqualTo(BOUND);
    }

    @Test
    void whileSomebodyMayBeReadingDirectly_theWriterWaitsForHisLease() throws InterruptedException {
        certify();
        Duration wait =
                timeOf(() -> invalidations().committed(WRITE.withDirectReads(new DirectReads(4, ticker.nanos()))));
        assertThat(wait).isGreaterThanOrEqualTo(BOUND.dividedBy(5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptedWriter_waitsForTheFleetAllTheSame(boolean isInterrupted) throws InterruptedException {
        certify();
        for (Sequencer sequencer : server.partitions().sequencers()) {
            sequencer
                    .poll(new PollRequest("of another instance", 0, 1_000, true))
                    .toCompletableFuture()
                    .join();
        }
        assertThat(timeOf(() -> {
                    if (isInterrupted) {
                        Thread.currentThread().interrupt();
                    }
                    invalidations().committed(WRITE);
                }))
                .isGreaterThanOrEqualTo(BOUND.dividedBy(2));
        assertThat(Thread.interrupted()).isEqualTo(isInterrupted);
    }

    @Test
    void anInterruptedWriter_waitsForABoundAllTheSame() {
        Thread.currentThread().interrupt();
        assertThat(timeOf(() -> invalidations().committed(WRITE))).isGreaterThanOrEqualTo(BOUND);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatNoTransactionHas_isKeptFirst() throws InterruptedException {
        certify();
        invalidations().made(ChangeSet.of(List.of("tag/x"), ""));
        assertThat(kept).hasSize(1);
    }

    @Test
    void whatCannotBeKept_isMadeEffectiveAllTheSame_andKeptLater() throws InterruptedException {
        certify();
        Invalidations invalidations = invalidations(Acknowledge.BUMPED, this::keep);
        keeps = false;
        invalidations.made(ChangeSet.of(List.of("tag/x"), ""));
        assertThat(invalidations.meter().madeCount()).isEqualTo(1);
        assertThat(invalidations.waiting()).isEqualTo(1);
        keeps = true;
        await().until(() -> invalidations.waiting() == 0);
        assertThat(kept).hasSize(1);
        invalidations.close();
    }

    @Test
    void whatTheRelayWasQuickerWith_hasNoNumberHere() throws InterruptedException {
        certify();
        List<CacheEvent> heard = heard();
        int partition = server.partitions().of(Tag.hashOf("table/bill"));
        server.partitions().get(partition).bump(WRITE, -1).toCompletableFuture().join();
        invalidations().committed(WRITE);
        assertThat(heard).singleElement().isInstanceOf(CacheEvent.Invalidated.class);
        assertThat(((CacheEvent.Invalidated) heard.get(0)).seq()).isZero();
    }

    @Test
    void whatIsAnsweredTooLateForItsWriter_isToldWithItsNumber_afterItWasToldAsDelayed() throws InterruptedException {
        certify();
        List<CacheEvent> heard = heard();
        Partitions late = new Partitions(server.partitions().sequencers().stream()
                .<Sequencer>map(this::late)
                .toList());
        invalidations(late, Acknowledge.BUMPED, this::keep).committed(WRITE);
        await().until(() -> heard.size() == 2);
        assertThat(heard.get(0)).isInstanceOf(CacheEvent.InvalidationDelayed.class);
        assertThat(heard.get(1)).isInstanceOf(CacheEvent.InvalidatedLate.class);
        assertThat(((CacheEvent.InvalidatedLate) heard.get(1)).seq()).isPositive();
    }

    @Test
    void whatTheRelayMade_whileItsWriterWaited_isNotToldTwice() throws InterruptedException {
        certify();
        List<CacheEvent> heard = heard();
        int partition = server.partitions().of(Tag.hashOf("table/bill"));
        server.partitions().get(partition).bump(WRITE, -1).toCompletableFuture().join();
        CountDownLatch answered = new CountDownLatch(1);
        Partitions late = new Partitions(server.partitions().sequencers().stream()
                .<Sequencer>map(each -> late(each, answered))
                .toList());
        invalidations(late, Acknowledge.BUMPED, this::keep).committed(WRITE);
        assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).singleElement().isInstanceOf(CacheEvent.InvalidationDelayed.class);
    }

    private List<CacheEvent> heard() {
        List<CacheEvent> heard = new CopyOnWriteArrayList<>();
        events.add(new CacheListener() {
            @Override
            public void onEvent(CacheEvent event) {
                heard.add(event);
            }
        });
        return heard;
    }

    private Sequencer late(Sequencer sequencer) {
        return late(sequencer, new CountDownLatch(1));
    }

    /** Bumps at once, and answers when its writer waits no more: when the delay has been told. */
    private Sequencer late(Sequencer sequencer, CountDownLatch answered) {
        return new ForwardingSequencer(sequencer) {
            @Override
            public CompletionStage<Bumped> bump(ChangeSet change, long ageMicros) {
                CompletableFuture<Bumped> answer = new CompletableFuture<>();
                Bumped bumped =
                        super.bump(change, ageMicros).toCompletableFuture().join();
                events.add(new CacheListener() {
                    @Override
                    public void onEvent(CacheEvent event) {
                        if (event instanceof CacheEvent.InvalidationDelayed && answer.complete(bumped)) {
                            answered.countDown();
                        }
                    }
                });
                return answer;
            }
        };
    }
}
