package io.freshet.redis;

import io.freshet.check.Checkup;
import io.freshet.check.Finding;
import io.freshet.check.Severity;
import io.freshet.redis.check.RedisTopic;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.testkit.server.RealRedis;
import io.freshet.testkit.server.RealSentinel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static io.freshet.redis.Bench.now;
import static io.freshet.redis.Bench.soon;
import static org.assertj.core.api.Assertions.assertThat;

/** The master changes, and Sentinel knows who it is. */
@Tag("long")
class SentinelITests {

    private final List<Nudge> heard = new CopyOnWriteArrayList<>();
    private RealSentinel sentinel;
    private Bench bench;

    @BeforeEach
    void open() {
        sentinel = RealSentinel.builder()
                .binary(Bench.newestServer())
                .downAfter(Duration.ofSeconds(2))
                .start();
        sentinel.sentinels().get(0).pause();
        bench = Bench.of(Bench.settings(1).uri(sentinel.uri())); // the next sentinel is asked
        sentinel.sentinels().get(0).resume();
        bench.sequencer().onNudge(heard::add);
        bench.start(1);
        bench.awaitHeard(heard);
    }

    @AfterEach
    void close() {
        bench.close();
        sentinel.close();
    }

    /** Scripts, entries and messages reach that server. */
    private void assertFollowed(RealRedis master) {
        soon().ignoreExceptions().until(() -> {
            now(bench.remote.entries().put("k", new byte[] {1}, Duration.ofMinutes(1)));
            return master.ask("EXISTS f:test:e:k").equals("1");
        });
        bench.awaitServing();
        assertThat(master.ask("HGET f:test:{0}h lin")).isEqualTo("2");
        bench.awaitHeard(heard);
    }

    private Finding checked() throws InterruptedException {
        return new Checkup(
                        bench.remote.checks().stream()
                                .filter(check -> check.topic() == RedisTopic.SENTINEL)
                                .toList(),
                        Duration.ofSeconds(20))
                .run()
                .get(0);
    }

    @Test
    void masterThatIsKilled_isLeftForTheNewOne_andNotUsedWhenItComesBack() throws InterruptedException {
        RealRedis old = sentinel.master();
        long seq = bench.bump("x").seq();
        sentinel.replica().awaitInSync();
        assertThat(checked().severity()).isEqualTo(Severity.OK);
        sentinel.sentinels().get(0).stop();
        assertThat(checked())
                .returns(Severity.WARNING, Finding::severity)
                .satisfies(finding -> assertThat(finding.found()).contains("2 of 3 named sentinels answer"));
        sentinel.sentinels().get(0).restart();

        sentinel.killMaster();
        assertFollowed(sentinel.awaitFailover());
        assertThat(bench.validate("x")).containsExactly(seq);

        old.restart();
        long above = bench.bump("y").seq();
        assertThat(old.ask("ZSCORE f:test:{0}z #")).isNotEqualTo(Long.toString(above));
        assertThat(bench.isCertified()).isTrue();
    }

    @Test
    void masterThatIsPaused_isLeftForTheNewOne_andNotUsedWhenItGoesOn() {
        RealRedis old = sentinel.master();

        old.pause();
        assertFollowed(sentinel.awaitFailover());
        old.resume();

        long above = bench.bump("y").seq();
        assertThat(old.ask("ZSCORE f:test:{0}z #")).isNotEqualTo(Long.toString(above));
        assertThat(bench.isCertified()).isTrue();
    }
}
