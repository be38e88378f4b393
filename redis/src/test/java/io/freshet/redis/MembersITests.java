package io.freshet.redis;

import io.freshet.change.TransactionId;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.freshet.remote.Sequencer.firstOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who may hold a lease, and what all of them have applied. */
class MembersITests {

    private static final long SHORT = 1;
    private static final long LONG = 60_000;

    private static RealRedis redis;
    private Bench a;
    private Bench b;

    @BeforeAll
    static void startRedis() {
        redis = RealRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void open() {
        redis.ask("FLUSHALL");
        a = Bench.on(redis.port(), "a");
        b = Bench.on(redis.port(), "b");
        a.start(1);
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    /** Lets the lineage have begun long ago, so that all leases of before have ended. */
    private void warmUp() {
        redis.ask("HSET f:test:{0}m at 1");
    }

    @Test
    void others_afterARecovery_areNotKnownAtFirst() {
        assertThat(a.bump("x").others()).isEqualTo(-1);
        assertThat(a.poll(0, LONG).fleet()).isEqualTo(-1);
    }

    @Test
    void others_afterTheLongestLeaseSinceTheRecovery_areKnown() {
        await().until(() -> a.poll(firstOf(1), SHORT).fleet() >= 0);

        assertThat(a.bump("x").others()).isZero();
        assertThat(a.poll(firstOf(1), SHORT).fleet()).isEqualTo(firstOf(1) + 1);
    }

    @Test
    void longestLease_survivesARecovery() {
        warmUp();
        b.poll(0, LONG);
        a.start(2);

        assertThat(redis.ask("HGET f:test:{0}m lease")).isEqualTo(Long.toString(LONG));
        assertThat(redis.ask("HEXISTS f:test:{0}m i:b")).isEqualTo("0");
        assertThat(a.poll(0, SHORT).fleet()).isEqualTo(-1);
        assertThat(a.bump("x").others()).isEqualTo(-1);
    }

    @Test
    void others_areNotKnownWithoutACertificate() {
        warmUp();
        redis.ask("HSET f:test:{0}h cert somebody");

        assertThat(a.relay(a.head(), TransactionId.none(), "x").others()).isEqualTo(-1);
    }

    @Test
    void others_doNotCountTheCallerItself() {
        warmUp();
        a.poll(0, LONG);
        b.poll(0, LONG);

        assertThat(a.bump("x").others()).isEqualTo(1);
        assertThat(b.bump("x").others()).isEqualTo(1);
    }

    @Test
    void fleet_isTheLeastThatAnyOtherHasApplied() {
        warmUp();
        long first = a.bump("x").seq();
        long second = a.bump("x").seq();

        b.poll(first, LONG);
        assertThat(a.poll(second, LONG).fleet()).isEqualTo(first);
        assertThat(b.poll(second, LONG).fleet()).isEqualTo(second);
        assertThat(a.poll(second, LONG).fleet()).isEqualTo(second);
    }

    @Test
    void memberWhoseLeaseHasEnded_isForgotten() {
        warmUp();
        b.poll(0, SHORT);
        assertThat(redis.ask("HEXISTS f:test:{0}m i:b")).isEqualTo("1");

        await().until(() -> a.bump("x").others() == 0);

        assertThat(redis.ask("HEXISTS f:test:{0}m i:b")).isEqualTo("0");
        assertThat(a.poll(firstOf(1), SHORT).fleet()).isEqualTo(a.head().top());
    }

    @Test
    void pollThatIsNotCertified_makesNoMember() {
        a.recover(2, true);
        b.poll(0, LONG);

        assertThat(redis.ask("HEXISTS f:test:{0}m i:b")).isEqualTo("0");
    }
}
