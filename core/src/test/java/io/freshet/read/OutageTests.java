package io.freshet.read;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.event.CacheListener;
import io.freshet.remote.NotConnectedYetException;
import io.freshet.remote.RemoteException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;

class OutageTests {

    private final List<CacheEvent> told = new ArrayList<>();
    private final CacheEvents events = new CacheEvents();
    private final Outage outage = new Outage(events);

    OutageTests() {
        events.add(new CacheListener() {
            @Override
            public void onEvent(CacheEvent event) {
                told.add(event);
            }
        });
    }

    @Test
    void isToldOnce_andSoIsItsEnd() {
        outage.began(new RemoteException("GET failed"));
        outage.began(new RemoteException("GET failed again"));
        outage.over();
        outage.over();
        assertThat(told)
                .containsExactly(
                        new CacheEvent.RemoteFailed("io.freshet.remote.RemoteException: GET failed"),
                        new CacheEvent.RemoteRecovered());
        assertThat(outage.failures()).isEqualTo(2);
    }

    @Test
    void asLongAsTheFirstConnectionIsBeingMade_isCounted_andNotTold() {
        outage.began(new CompletionException(new NotConnectedYetException("GET was not sent")));
        outage.over();
        assertThat(told).isEmpty();
        assertThat(outage.failures()).isEqualTo(1);
        outage.began(new RemoteException("GET failed"));
        assertThat(told).hasSize(1);
    }
}
