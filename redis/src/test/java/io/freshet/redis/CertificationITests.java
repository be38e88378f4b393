package io.freshet.redis;

import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import io.freshet.remote.UncertifiedException;
import io.freshet.testkit.server.FaultProxy;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static io.freshet.remote.Sequencer.firstOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Servers that hold what was certified, but are not what was certified. */
class CertificationITests {

    @Test
    void replica_isNeverCertified_notEvenAfterItsPromotion_untilRecovered() {
        try (RealRedis master = RealRedis.start();
                RealRedis copy = RealRedis.startReplicaOf(master);
                Bench onMaster = Bench.on(master.port(), "a");
                Bench onCopy = Bench.on(copy.port(), "b")) {
            onMaster.start(1);
            long seq = onMaster.bump("x").seq();
            onMaster.poll(seq, 50);
            await().until(() -> onCopy.head().top() == seq);

            assertThat(onCopy.head().certified()).isFalse();
            assertThat(onCopy.poll().certified()).isFalse();
            assertThat(onCopy.validate("x")).isEmpty();
            assertThat(onCopy.certify(onCopy.head(), 1)).isFalse();
            assertThatExceptionOfType(RemoteException.class).isThrownBy(() -> onCopy.bump("x"));
            assertThatExceptionOfType(RemoteException.class).isThrownBy(() -> onCopy.recover(2, true));

            copy.ask("REPLICAOF NO ONE");
            assertThat(onCopy.poll().certified()).isFalse();
            assertThat(onCopy.head().snapshot()).isEqualTo("snap-0");

            onCopy.start(2);
            assertThat(onCopy.poll().certified()).isTrue();
            assertThat(onCopy.poll().floor()).isEqualTo(firstOf(1));
            assertThat(onCopy.bump("x").seq()).isEqualTo(firstOf(2) + 1);
        }
    }

    @Test
    void masterThatIsDemotedUnderItsConnection_isNotCertified_andAfterItsPromotionNeither() {
        try (RealRedis other = RealRedis.start();
                RealRedis redis = RealRedis.start();
                Bench bench = Bench.on(redis.port(), "a")) {
            bench.start(1);
            assertThat(bench.poll().certified()).isTrue();

            redis.ask("REPLICAOF 127.0.0.1 " + other.port());
            assertThat(bench.poll().certified()).isFalse();
            redis.ask("REPLICAOF NO ONE");
            assertThat(bench.poll().certified()).isFalse();
        }
    }

    /** Its connection is left for a new one each time that it is a second old. */
    @Test
    void commandsToAReplica_areAnswered_thoughItsConnectionIsLeft() {
        try (RealRedis master = RealRedis.start();
                RealRedis copy = RealRedis.startReplicaOf(master);
                FaultProxy line = FaultProxy.to(copy.port());
                Bench bench = Bench.on(line.port(), "a")) {
            String before = connectionsOf(copy);
            line.delay(Duration.ZERO, Duration.ofMillis(100)); // so that something is always on its way
            Bench.soon().until(() -> {
                List<CompletionStage<Poll>> polls = IntStream.range(0, 20)
                        .<CompletionStage<Poll>>mapToObj(
                                i -> bench.sequencer().poll(new PollRequest("a", 0, 50, false)))
                        .toList();
                assertThat(polls).allMatch(poll -> !Bench.now(poll).certified());
                return before.lines().noneMatch(connectionsOf(copy)::contains);
            });
        }
    }

    private static String connectionsOf(RealRedis server) {
        return server.ask("CLIENT LIST TYPE normal")
                .lines()
                .filter(client -> !client.contains(" cmd=client")) // who asks
                .map(client -> client.substring(0, client.indexOf(' ') + 1))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void serverThatKeptItsDataOverARestart_isNotCertified() {
        try (RealRedis redis = RealRedis.startKeepingData();
                Bench bench = Bench.on(redis.port(), "a")) {
            bench.start(1);
            long seq = bench.bump("x").seq();
            assertThat(bench.poll().certified()).isTrue();

            redis.restart();
            Head head = awaitHead(bench);

            assertThat(head.top()).isEqualTo(seq);
            assertThat(head.certified()).isFalse();
            assertThat(bench.poll().certified()).isFalse();
            bench.start(2);
            assertThat(bench.poll().certified()).isTrue();
            assertThat(bench.validate("x")).containsExactly(seq);
        }
    }

    @Test
    void serverThatWasEmptied_isNotCertified() {
        try (RealRedis redis = RealRedis.start();
                Bench bench = Bench.on(redis.port(), "a")) {
            bench.start(1);

            redis.ask("FLUSHALL");

            assertThat(bench.poll().certified()).isFalse();
            assertThat(bench.validate("x")).isEmpty();
            assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> bench.bump("x"));
            bench.start(2);
            assertThat(bench.poll().certified()).isTrue();
            assertThat(bench.poll().floor()).isEqualTo(firstOf(2));
        }
    }

    @Test
    void anyKeyThatIsLost_endsTheCertificate() {
        try (RealRedis redis = RealRedis.start();
                Bench bench = Bench.on(redis.port(), "a")) {
            long lineage = 1;
            for (String key : new String[] {"z", "h", "m"}) {
                bench.start(lineage++);
                assertThat(bench.poll().certified())
                        .as("before {0}%s is lost", key)
                        .isTrue();

                redis.ask("DEL f:test:{0}" + key);

                assertThat(bench.poll().certified())
                        .as("after {0}%s was lost", key)
                        .isFalse();
                assertThat(bench.validate("x")).isEmpty();
            }
        }
    }

    @Test
    void sequenceOfAnotherLineage_isNotCertified() {
        try (RealRedis redis = RealRedis.start();
                Bench bench = Bench.on(redis.port(), "a")) {
            bench.start(3);

            redis.ask("ZADD f:test:{0}z " + firstOf(4) + " #");

            assertThat(bench.poll().certified()).isFalse();
            bench.start(4);
            assertThat(bench.poll().certified()).isTrue();
        }
    }

    @Test
    void scriptsThatTheServerForgot_areSentAgain() {
        try (RealRedis redis = RealRedis.start();
                Bench bench = Bench.on(redis.port(), "a")) {
            bench.start(1);
            bench.bump("x");
            redis.ask("SCRIPT FLUSH");

            assertThat(bench.bump("x").seq()).isEqualTo(firstOf(1) + 2);
            assertThat(bench.poll().certified()).isTrue();
        }
    }

    private static Head awaitHead(Bench bench) {
        await().ignoreExceptions().until(() -> bench.head() != null);
        return bench.head();
    }
}
