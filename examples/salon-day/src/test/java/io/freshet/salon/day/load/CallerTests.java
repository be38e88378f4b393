package io.freshet.salon.day.load;

import io.freshet.salon.day.http.CannedServer;
import io.freshet.salon.day.http.Instance;
import io.freshet.salon.day.http.Request;
import io.freshet.salon.day.load.Caller.Outcome;
import io.freshet.salon.day.report.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

class CallerTests {
    private static final byte[] REQUEST = Request.get("/api/settings").bytes();

    private final CannedServer dead = new CannedServer("");
    private final CannedServer good = new CannedServer(CannedServer.ok("{}"));
    private final Tally tally = new Tally(List.of());
    private boolean abandoned;

    @AfterEach
    void close() throws IOException {
        dead.close();
        good.close();
    }

    @Test
    void readOfAKilledInstance_isAnsweredByTheOtherAndNoError() {
        Caller caller = caller(false);
        for (int i = 0; i < 20; i++) {
            assertThat(caller.read(REQUEST)).isEqualTo(Outcome.DONE);
            assertThat(caller.asked().name()).isEqualTo("good");
        }
        assertThat(tally.failovers()).isEqualTo(1);
        assertThat(tally.errors()).isZero();
    }

    @Test
    void writeToAKilledInstance_isUnknownAndNotRepeated() {
        Caller caller = caller(false);
        Outcome outcome = caller.write(REQUEST);
        while (caller.asked().name().equals("good")) {
            outcome = caller.write(REQUEST);
        }
        assertThat(outcome).isEqualTo(Outcome.UNKNOWN);
        assertThat(tally.unknownWrites()).isEqualTo(1);
        assertThat(tally.errors()).isZero();
    }

    @Test
    void connectionLostToALivingInstance_isAnError() {
        Caller caller = caller(true);
        while (caller.read(REQUEST) == Outcome.DONE) {
            assertThat(tally.errors()).isZero();
        }
        assertThat(tally.errors()).isEqualTo(1);
        assertThat(tally.errorExamples().get(0)).contains("dead").contains("GET /api/settings");
    }

    @Test
    void serversAreBeingEnded_isNoError() {
        abandoned = true;
        Caller caller = caller(true);
        while (caller.read(REQUEST) == Outcome.DONE) {
            assertThat(tally.errors()).isZero();
        }
        assertThat(tally.errors()).isZero();
    }

    @Test
    void instanceStartedAgain_isAskedOverNewConnections() {
        Instance instance = new Instance("good", good.address().getPort(), () -> true);
        Caller caller = new Caller(List.of(instance), tally, new SplittableRandom(1), () -> false);
        caller.read(REQUEST);
        caller.read(REQUEST);
        assertThat(good.connections()).isEqualTo(1);
        instance.expect(false);
        instance.expect(true);
        caller.read(REQUEST);
        assertThat(good.connections()).isEqualTo(2);
    }

    private Caller caller(boolean alive) {
        return new Caller(
                List.of(
                        new Instance("dead", dead.address().getPort(), () -> alive),
                        new Instance("good", good.address().getPort(), () -> true)),
                tally,
                new SplittableRandom(3),
                () -> abandoned);
    }
}
