package io.freshet.redis;

import io.freshet.change.TransactionId;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.testkit.server.FaultProxy;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import static io.freshet.redis.Bench.failure;
import static io.freshet.redis.Bench.now;
import static io.freshet.redis.Bench.soon;
import static io.freshet.remote.Sequencer.firstOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Redis is there, but forgetful, full, slow, behind a bad line, or does not let us in. */
@Tag("long")
class HardTimesITests {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    private static RealRedis redis;
    private static FaultProxy line;
    private final List<Nudge> heard = new CopyOnWriteArrayList<>();
    private Bench bench;

    @BeforeAll
    static void startRedis() {
        redis = RealRedis.start();
        line = FaultProxy.to(redis.port());
    }

    @AfterAll
    static void stopRedis() {
        line.close();
        redis.close();
    }

    @BeforeEach
    void open() {
        redis.ask("FLUSHALL");
        redis.ask("ACL SETUSER app reset on >right ~* &* +@all");
        bench = Bench.of(Bench.settings(1).uri(uri()).commandTimeout(COMMAND_TIMEOUT));
        bench.sequencer().onNudge(heard::add);
        bench.start(1);
        bench.awaitHeard(heard);
    }

    @AfterEach
    void close() {
        line.pass();
        bench.close();
    }

    private static String uri() {
        return "redis://app:right@127.0.0.1:" + line.port() + "?clientName=app";
    }

    /** The ids of the bench's connections. */
    private static List<String> connectionsOf(String kind) {
        return redis.ask("CLIENT LIST TYPE " + kind)
                .lines()
                .filter(client -> client.contains(" name=app "))
                .map(client -> client.substring(0, client.indexOf(' ')))
                .toList();
    }

    @Test
    void transactionsThatAreForgotten_areBumpedAgain_andNothingElse() {
        TransactionId transaction = new TransactionId(739, 1);
        bench.bump(transaction, "x");
        assertThat(bench.bump(transaction, "x").isNew()).isFalse();

        redis.ask("DEL f:test:{0}a");

        assertThat(bench.isCertified()).isTrue();
        assertThat(bench.bump(transaction, "x").isNew()).isTrue();
    }

    @Test
    void memoryThatIsFull_evictsWhatItLikes_andTheSequenceIsRecovered() {
        redis.ask("CONFIG SET maxmemory-policy allkeys-lru");
        try {
            redis.ask("CONFIG SET maxmemory 1");
            soon().until(() -> {
                failure(bench.remote.entries().put("k", new byte[10], Duration.ofMinutes(1)));
                return redis.ask("EXISTS f:test:{0}z f:test:{0}h f:test:{0}m").equals("0");
            });
            assertThat(bench.isCertified()).isFalse();
        } finally {
            redis.ask("CONFIG SET maxmemory 0");
            redis.ask("CONFIG SET maxmemory-policy noeviction");
        }
        bench.start(5);
        assertThat(bench.poll().floor()).isEqualTo(firstOf(5));
    }

    @Test
    void memoryThatIsFull_andMayNotBeEvicted_refusesBumpsWhole() {
        long before = bench.bump("x").seq();
        redis.ask("CONFIG SET maxmemory 1");
        try {
            assertThatExceptionOfType(RemoteException.class)
                    .isThrownBy(() -> bench.bump(new TransactionId(739, 1), "x"))
                    .withMessageContaining("OOM");
        } finally {
            redis.ask("CONFIG SET maxmemory 0");
        }
        assertThat(bench.validate("x")).containsExactly(before);
        assertThat(bench.bump(new TransactionId(739, 1), "x").isNew()).isTrue();
    }

    @Test
    void passwordThatIsChanged_isSaidInTheMessage_untilItIsRightAgain() {
        redis.ask("ACL SETUSER app resetpass >another");
        line.cutAndCloseNew();
        line.pass();
        soon().until(() -> failure(bench.sequencer().head()).contains("WRONGPASS"));

        redis.ask("ACL SETUSER app >right");
        soon().until(bench::isCertified);
        bench.awaitHeard(heard);
    }

    @Test
    void userWhoMayNotRunScripts_isTold() {
        redis.ask("ACL SETUSER app -evalsha");
        try {
            assertThat(failure(bench.sequencer().head())).contains("HEAD", "NOPERM");
        } finally {
            redis.ask("ACL SETUSER app +@all");
        }
        assertThat(bench.isCertified()).isTrue();
    }

    @Test
    void subscriberWhoseBufferOverflows_isDropped_andSubscribesAgain() {
        List<String> before = connectionsOf("pubsub");
        redis.ask("CONFIG SET client-output-buffer-limit \"pubsub 32kb 0 0\"");
        try {
            redis.ask("PUBLISH f:test:{0}n " + "x".repeat(60_000));
            soon().until(() -> !connectionsOf("pubsub").isEmpty()
                    && !connectionsOf("pubsub").equals(before));
        } finally {
            redis.ask("CONFIG SET client-output-buffer-limit \"pubsub 32mb 8mb 60\"");
        }
        bench.awaitHeard(heard);
    }

    @Test
    void serverThatIsSlow_failsCommandsInTime_andKeepsItsConnections() {
        try (Bench hasty = Bench.of(Bench.settings(1).uri(uri()).commandTimeout(Duration.ofMillis(400)))) {
            List<String> before = connectionsOf("normal");
            soon().until(() -> {
                redis.ask("CLIENT PAUSE 700 ALL");
                return failure(hasty.sequencer().head()).contains("timed out"); // else it was sent too late
            });

            soon().until(hasty::isCertified);
            assertThat(connectionsOf("normal")).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @Test
    void lineThatIsHalfOpen_isGivenUpOnAllConnections_andMadeAnew() {
        long before = line.acceptedConnections();
        line.blackHole();
        soon().until(() -> line.acceptedConnections() >= before + 3);
        soon().until(() -> failure(bench.sequencer().head()).contains("disconnected"));

        line.pass();
        soon().until(bench::isCertified);
        bench.awaitHeard(heard);
    }

    @Test
    void answersThatAreLost_leaveABumpDone_whichIsNotMadeTwice() {
        TransactionId transaction = new TransactionId(739, 1);
        line.dropServerAnswers();
        assertThatExceptionOfType(RemoteException.class).isThrownBy(() -> bench.bump(transaction, "x"));
        soon().until(() -> redis.ask("EXISTS f:test:{0}a").equals("1")); // or it would be lost with its connection
        line.pass();

        soon().until(bench::isCertified);
        Bumped again = bench.bump(transaction, "x");
        assertThat(again.isNew()).isFalse();
        assertThat(bench.validate("x")).containsExactly(again.seq());
    }

    @Test
    void serverThatBecomesAReplicaUnderItsConnection_isLeft() {
        try (RealRedis other = RealRedis.start()) {
            List<String> before = connectionsOf("normal");
            redis.follow(other);
            soon().until(() -> {
                assertThat(bench.isCertified()).isFalse();
                return connectionsOf("normal").stream().noneMatch(before::contains);
            });
        } finally {
            redis.promote();
        }
        bench.awaitServing();
    }

    @Test
    void manyPartitions_areAskedInOneRoundTrip() {
        try (Bench many = Bench.of(Bench.settings(16).uri(uri()))) {
            many.head();
            line.delay(Duration.ofMillis(100), Duration.ofMillis(100));
            long quickest = Long.MAX_VALUE;
            for (int i = 0; i < 10 && quickest >= 400; i++) { // a machine may be held up now and then
                quickest = Math.min(quickest, millisToAskAll(many));
            }
            assertThat(quickest).isBetween(200L, 399L);
        }
    }

    private static long millisToAskAll(Bench many) {
        long began = System.nanoTime();
        List<CompletionStage<?>> heads = IntStream.range(0, 16)
                .<CompletionStage<?>>mapToObj(i -> many.at(i).sequencer().head())
                .toList();
        heads.forEach(head -> now(head));
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
