package io.freshet.check;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

class CheckupTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    private enum Thing implements Topic {
        FIRST,
        SECOND;

        @Override
        public String id() {
            return name();
        }

        @Override
        public String matter() {
            return "it is a test";
        }
    }

    @Test
    void findings_standInTheOrderOfTheirChecks() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        Check waits = Check.of(Thing.FIRST, () -> {
            second.await();
            return List.of(Thing.FIRST.ok("one"), Thing.FIRST.note("two", "do"));
        });
        Check goesAhead = Check.of(Thing.SECOND, () -> {
            second.countDown();
            return List.of(Thing.SECOND.problem("three", "do more"));
        });
        assertThat(new Checkup(List.of(waits, goesAhead), LONG).run())
                .containsExactly(
                        new Finding("FIRST", Severity.OK, "one", "it is a test", ""),
                        new Finding("FIRST", Severity.NOTE, "two", "it is a test", "do"),
                        new Finding("SECOND", Severity.PROBLEM, "three", "it is a test", "do more"));
    }

    @Test
    void checkThatFails_isAFinding_andTheOthersGoOn() throws InterruptedException {
        Check fails = Check.of(Thing.FIRST, () -> {
            throw new IllegalStateException("the server is on fire");
        });
        Check isMute = Check.of(Thing.FIRST, () -> {
            throw new IllegalStateException();
        });
        Check works = Check.of(Thing.SECOND, () -> List.of(Thing.SECOND.ok("fine")));
        List<Finding> findings = new Checkup(List.of(fails, isMute, works), LONG).run();
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING, Severity.WARNING, Severity.OK);
        assertThat(findings.get(0).found()).isEqualTo("Could not be checked, because the server is on fire");
        assertThat(findings.get(1).found()).contains("IllegalStateException");
    }

    @Test
    void checkThatHangs_isAFinding_whenTheTimeIsOver() throws InterruptedException {
        Check hangs = Check.of(Thing.FIRST, () -> {
            new CountDownLatch(1).await();
            return List.of();
        });
        Check works = Check.of(Thing.SECOND, () -> List.of(Thing.SECOND.ok("fine")));
        List<Finding> findings = new Checkup(List.of(hangs, works), Duration.ofSeconds(2)).run();
        assertThat(findings)
                .extracting(Finding::found)
                .containsExactly("Could not be checked, because it took longer than 2000 ms", "fine");
    }

    @Test
    void whatIsNotTold_isANote_andNeverFine() {
        assertThat(Thing.FIRST.unknown("nobody says", "ask"))
                .isEqualTo(new Finding("FIRST", Severity.NOTE, "Unknown, because nobody says", "it is a test", "ask"));
    }
}
