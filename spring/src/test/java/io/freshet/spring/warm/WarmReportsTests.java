package io.freshet.spring.warm;

import io.freshet.warm.WarmStatus;
import io.freshet.warm.WarmStatus.State;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class WarmReportsTests {

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private List<WarmStatus> status = List.of();
    private long seconds;
    private final WarmReports reports = new WarmReports(
            () -> status,
            new PrintStream(screen, true, StandardCharsets.UTF_8),
            80,
            () -> TimeUnit.SECONDS.toNanos(seconds));

    private static WarmStatus job(State state, int done) {
        return new WarmStatus("services", state, done, 200, 0, 1, "");
    }

    private List<String> drawn() {
        String text = screen.toString(StandardCharsets.UTF_8);
        screen.reset();
        return text.isEmpty() ? List.of() : List.of(text.substring(4).split("\r\u001b\\[K", -1));
    }

    @Test
    void bar_growsWithWhatIsDone_andSaysHowLongItStillTakes() {
        status = List.of(job(State.RUNNING, 0));
        assertThat(reports.look()).isTrue();
        assertThat(drawn())
                .containsExactly("Warming services [........................................] 0 %, 0 of 200");
        seconds = 10;
        status = List.of(job(State.RUNNING, 100), new WarmStatus("pages", State.WAITING, 0, 0, 0, 1, ""));
        assertThat(reports.look()).isTrue();
        assertThat(drawn())
                .containsExactly("Warming services [#########.........] 50 %, 100 of 200, 10/s, 0:10 left, 1 more");
    }

    @Test
    void end_isToldOnce_andNothingIsLookedAtAfterTheLast() {
        status = List.of(job(State.RUNNING, 100));
        reports.look();
        drawn();
        seconds = 4;
        status = List.of(new WarmStatus("services", State.DONE, 200, 200, 3, 1, "no such client"));
        assertThat(reports.look()).isFalse();
        assertThat(drawn())
                .containsExactly("Warmed 'services': 200 keys in 4.0 s, of which 3 failed, the last with no such client"
                        + System.lineSeparator());
        assertThat(reports.look()).isFalse();
        assertThat(drawn()).isEmpty();
    }

    @Test
    void pauseAndFailure_areTold() {
        status = List.of(job(State.PAUSED, 7), new WarmStatus("pages", State.FAILED, 0, 0, 0, 1, "no database"));
        assertThat(reports.look()).isFalse();
        assertThat(drawn())
                .containsExactly(
                        "Warming 'services' is paused at 7 of 200" + System.lineSeparator(),
                        "Warming 'pages' failed: what to read could not be told: no database" + System.lineSeparator());
    }

    @Test
    void line_neverIsLongerThanTheScreen() {
        WarmStatus longName = new WarmStatus("a".repeat(70), State.ELSEWHERE, 1, 200, 1, 4, "x");
        ProgressLine line = new ProgressLine(longName, Duration.ofSeconds(1), 1, 2);
        assertThat(line.drawn(80)).hasSize(79);
        assertThat(line.logged()).endsWith("': 0 %, 1 of 200, by another instance, 1 failed, backing off, 2 more");
    }

    @Test
    void width_isWhatTheShellSays_orUsual() {
        assertThat(Terminal.width("120")).isEqualTo(120);
        assertThat(Terminal.width("1")).isEqualTo(40);
        assertThat(Terminal.width(null)).isEqualTo(80);
        assertThat(Terminal.width("wide")).isEqualTo(80);
    }

    @Test
    void outputOfATest_isNoTerminal() {
        assertThat(Terminal.isThere()).isFalse();
    }
}
