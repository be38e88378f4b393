package io.freshet.relay;

import io.freshet.change.ChangeSet;
import io.freshet.entry.Entry;
import io.freshet.entry.Stamp;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Ticker;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.tag.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class DirectReaderTests {

    private static final long L1 = Sequencer.firstOf(1);

    private long nanos = TimeUnit.SECONDS.toNanos(100);
    private long wall = 100_000;
    private final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return wall;
        }
    };
    private final Freshness freshness = new Freshness(2, Duration.ofSeconds(1), ticker);
    private final WrittenOutbox outbox = new WrittenOutbox();
    private final DirectReader reader = new DirectReader(outbox, freshness, ticker, new CacheEvents());

    private void pass(int millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        wall += millis;
    }

    private void certified(int partition, long counter, String snapshot) {
        freshness.apply(
                partition,
                ticker.now(),
                new Poll(true, 1, counter, L1, L1, List.of(), false, -1, snapshot, L1, 0, new long[0]));
    }

    private void certifiedAll() {
        for (int partition = 0; partition < 2; partition++) {
            certified(partition, 1, "s1");
            certified(partition, 3, partition == 0 ? "s3" : "s2");
        }
    }

    private void cutOff() {
        certifiedAll();
        pass(800);
    }

    @Test
    void whileCertificatesArrive_itRests() {
        reader.step();
        certifiedAll();
        pass(700);
        reader.step();
        assertThat(outbox.asked).isEmpty();
    }

    @Test
    void theFirstRead_beginsAtTheSnapshotsOfAllPartitions_theNextWhereItEnded() {
        cutOff();
        reader.step();
        assertThat(outbox.asked).containsExactlyInAnyOrder("s2", "s3");
        outbox.asked.clear();
        pass(50);
        reader.step();
        assertThat(outbox.asked).containsExactly("read1");
    }

    @Test
    void noLease_untilAllTransactionsThatRanAtTheFirstReadHaveEnded() {
        cutOff();
        outbox.running = 8;
        outbox.next = 12;
        reader.step();
        assertThat(freshness.isDirect()).isFalse();
        outbox.running = 11;
        outbox.next = 20;
        pass(50);
        reader.step();
        assertThat(freshness.isDirect()).isFalse();
        outbox.running = 12;
        pass(50);
        reader.step();
        assertThat(freshness.isDirect()).isTrue();
        pass(199);
        assertThat(freshness.isDirect()).isTrue();
        pass(1);
        assertThat(freshness.isDirect()).isFalse();
    }

    @Test
    void afterAGap_itWaitsAgain() {
        cutOff();
        reader.step();
        assertThat(freshness.isDirect()).isTrue();
        outbox.running = 20;
        outbox.next = 30;
        pass(200);
        reader.step();
        assertThat(freshness.isDirect())
                .as("no gap: what ran then has counted for nothing")
                .isTrue();
        pass(201);
        reader.step();
        assertThat(freshness.isDirect()).isFalse();
    }

    @Test
    void aSuspendedMachine_isAGap_thoughItsMonotonicClockStoodStill() {
        cutOff();
        reader.step();
        outbox.running = 20;
        outbox.next = 30;
        pass(20);
        wall += 60_000;
        reader.step();
        assertThat(freshness.isDirect()).isFalse();
    }

    @Test
    void news_invalidates() {
        cutOff();
        Entry old = new Entry("v", new Stamp(new long[] {L1, L1}, 0), new long[] {Tag.hashOf("table/bill")}, 0, 0);
        reader.step();
        assertThat(freshness.isValid(old)).isTrue();
        outbox.news = List.of(ChangeSet.of(List.of("table/bill"), ""));
        pass(50);
        reader.step();
        assertThat(freshness.isValid(old)).isFalse();
    }

    @Test
    void aFailingOutbox_leavesTheLeaseToEnd_andIsAskedAgain() {
        cutOff();
        outbox.fails = true;
        reader.step();
        assertThat(freshness.isDirect()).isFalse();
        outbox.fails = false;
        reader.step();
        assertThat(freshness.isDirect()).isTrue();
    }

    private static final class WrittenOutbox extends EmptyOutbox {

        final List<String> asked = new ArrayList<>();
        List<ChangeSet> news = List.of();
        long running = 5;
        long next = 5;
        boolean fails;
        private int reads;

        @Override
        public Batch readDirectly(String sinceSnapshot) {
            asked.add(sinceSnapshot);
            if (fails) {
                throw new OutboxException("away", new IllegalStateException());
            }
            return new Batch("read" + ++reads, true, running, next, news);
        }
    }
}
