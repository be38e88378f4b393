package io.freshet.relay;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.event.CacheListener;
import io.freshet.remote.InProcessRemote;
import io.freshet.remote.NotConnectedYetException;
import io.freshet.remote.Partitions;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

class RelayKeeperTests {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private long nanos;
    private @Nullable RemoteException failure;
    private final List<CacheEvent> told = new ArrayList<>();
    private final RelayKeeper keeper = keeper();

    private RelayKeeper keeper() {
        CacheEvents events = new CacheEvents();
        events.add(new CacheListener() {
            @Override
            public void onEvent(CacheEvent event) {
                told.add(event);
            }
        });
        Sequencer sequencer =
                new Failing(new InProcessRemote(() -> nanos).partitions().get(0));
        Partitions partitions = new Partitions(List.of(sequencer));
        Outbox outbox = new EmptyOutbox();
        Relay relay = new Relay(partitions, outbox, partition -> 0, () -> nanos, events);
        return new RelayKeeper(relay, outbox, 1, partition -> 0, INTERVAL, () -> nanos, events);
    }

    private void step(@Nullable RemoteException thrown) {
        failure = thrown;
        nanos += INTERVAL.toNanos() * 10;
        keeper.step();
    }

    @Test
    void asLongAsTheFirstConnectionIsBeingMade_nothingIsTold() {
        step(new NotConnectedYetException("HEAD was not sent: redis://localhost is not connected yet"));
        step(new NotConnectedYetException("HEAD was not sent: redis://localhost is not connected yet"));
        assertThat(told).isEmpty();
        step(null);
        assertThat(keeper.isActive()).isTrue();
        assertThat(told)
                .noneMatch(event -> event instanceof CacheEvent.RelayFailed)
                .noneMatch(event -> event instanceof CacheEvent.RelayRecovered);
    }

    @Test
    void aFirstConnectionThatFails_isTold_once_andSoIsItsEnd() {
        step(new NotConnectedYetException("HEAD was not sent: redis://localhost is not connected yet"));
        step(new RemoteException("HEAD was not sent: redis://localhost: Connection refused"));
        step(new RemoteException("HEAD was not sent: redis://localhost: Connection refused"));
        assertThat(told)
                .containsExactly(new CacheEvent.RelayFailed(
                        "io.freshet.remote.RemoteException: HEAD was not sent: redis://localhost: Connection refused"));
        step(null);
        assertThat(told).endsWith(new CacheEvent.RelayRecovered());
    }

    @Test
    void whatFails_becauseThisInstanceEnds_isNotTold() {
        step(null);
        keeper.close();
        step(new RemoteException("HEAD failed: redis://localhost: Connection closed"));
        assertThat(told).noneMatch(event -> event instanceof CacheEvent.RelayFailed);
    }

    private final class Failing extends ForwardingSequencer {

        Failing(Sequencer delegate) {
            super(delegate);
        }

        @Override
        public CompletionStage<Head> head() {
            return failure == null ? super.head() : CompletableFuture.failedFuture(failure);
        }
    }
}
