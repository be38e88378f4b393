package io.freshet.testkit.server;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RealJvmITests {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void linesGoBothWays_untilItsInputEnds() {
        try (RealJvm child = RealJvm.start(EchoMain.class, "a", "ü b")) {
            assertThat(child.readLine(LIMIT)).isEqualTo("arguments a ü b");
            child.send("one");
            child.send("zwölf");
            child.send("three");
            assertThat(child.awaitLine(line -> line.startsWith("z"), LIMIT)).isEqualTo("zwölf");
            assertThat(child.readLine(LIMIT)).isEqualTo("three");
            child.endInput();
            assertThat(child.awaitExit(LIMIT)).isEqualTo(3);
            assertThat(child.isRunning()).isFalse();
            assertThatThrownBy(() -> child.readLine(LIMIT)).hasMessageContaining("EchoMain ended");
            assertThatThrownBy(() -> child.readLine(LIMIT)).hasMessageContaining("EchoMain ended");
        }
    }

    @Test
    void pause_saysNothingUntilResume() {
        try (RealJvm child = RealJvm.builder(EchoMain.class).options("-Xmx32m").start()) {
            child.awaitLine(line -> line.startsWith("arguments"), LIMIT);
            child.pause();
            child.send("hello");
            assertThatThrownBy(() -> child.readLine(Duration.ofMillis(300))).hasMessageContaining("did not say it");
            assertThat(child.isRunning()).isTrue();
            child.resume();
            assertThat(child.readLine(LIMIT)).isEqualTo("hello");
        }
    }

    @Test
    void failure_isInTheMessage() {
        try (RealJvm child = RealJvm.start(EchoMain.class)) {
            child.send("fail");
            assertThatThrownBy(() -> child.awaitLine(line -> line.equals("never"), LIMIT))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("IllegalStateException: by the test");
            assertThat(child.awaitExit(LIMIT)).isEqualTo(1);
        }
    }

    @Test
    void kill_endsWhatItHadStarted() {
        try (RealJvm child = RealJvm.start(EchoMain.class)) {
            long server = pidOfServerStartedBy(child);
            child.kill();
            assertThat(child.isRunning()).isFalse();
            assertThat(child.awaitExit(LIMIT)).isEqualTo(128 + 9);
            awaitEnd(server);
        }
    }

    /** Not even the JVM that started it takes part here: only the watchdog is left to do it. */
    @Test
    void hardKillOfAJvm_itsServerDoesNotOutliveIt() {
        try (RealJvm child = RealJvm.start(EchoMain.class)) {
            long server = pidOfServerStartedBy(child);
            ProcessHandle.of(server).orElseThrow();
            ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
            awaitEnd(server);
        }
    }

    private static long pidOfServerStartedBy(RealJvm child) {
        child.awaitLine(line -> line.startsWith("arguments"), LIMIT);
        child.send("redis");
        return Long.parseLong(child.readLine(LIMIT));
    }

    private static void awaitEnd(long pid) {
        Await.until(
                "the end of " + pid,
                () -> ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().command())
                        .isEmpty());
    }
}
