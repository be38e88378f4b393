package io.freshet.bench.faults;

import io.freshet.bench.faults.History.Read;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class JudgeTests {

    private static final long MILLI = 1_000_000;
    private static final long NOW = 5_000 * MILLI;

    private final History history = new History();
    private final Judge judge = new Judge(history, Duration.ofSeconds(1));

    private static Read read(long version, long atMillis, boolean strict) {
        return new Read(0, 7, version, NOW + atMillis * MILLI, strict, true);
    }

    private Row row(Read... reads) {
        return judge.row("x", List.of(reads), NOW, NOW + 10_000 * MILLI, 0);
    }

    private void written(long version, long committedMillis, long acknowledgedMillis) {
        history.committed(7, version, NOW + committedMillis * MILLI);
        history.acknowledged(7, version, NOW + acknowledgedMillis * MILLI);
    }

    @Test
    void aReadOfTheNewestVersion_isNeverStale() {
        written(1, 0, 2);
        Row row = row(read(1, 5_000, false), read(1, 5_000, true));
        assertThat(row.isKept()).isTrue();
        assertThat(row.longestStalenessMillis()).isZero();
        assertThat(row.staleAfterAcknowledge() + row.staleStrict()).isZero();
        assertThat(row.writes()).isEqualTo(1);
    }

    @Test
    void anOlderVersion_isStale_fromTheNextCommitOn_andBeyondTheBoundAfterIt() {
        written(2, 100, 105);
        assertThat(row(read(1, 99, false)).longestStalenessMillis()).isZero();
        assertThat(row(read(1, 600, false)).longestStalenessMillis()).isEqualTo(500);
        assertThat(row(read(1, 1_100, false)).staleBeyondBound()).isZero();
        assertThat(row(read(1, 1_101, false)).staleBeyondBound()).isEqualTo(1);
        assertThat(row(read(1, 1_101, false)).isKept()).isFalse();
    }

    @Test
    void aRead_afterTheAcknowledgement_breaksThePromiseToWriters() {
        written(2, 100, 105);
        assertThat(row(read(1, 104, false)).staleAfterAcknowledge()).isZero();
        assertThat(row(read(1, 106, false)).staleAfterAcknowledge()).isEqualTo(1);
        assertThat(row(read(1, 106, true)).staleStrict()).isEqualTo(1);
    }

    @Test
    void aVersionWhoseCommitIsNotKnown_isJudgedByTheNext() {
        written(4, 300, 301);
        assertThat(row(read(2, 1_400, false)).staleBeyondBound()).isEqualTo(1);
        assertThat(row(read(4, 1_400, false)).staleBeyondBound()).isZero();
    }

    @Test
    void theLongestTimeWithoutCache_isThatBetweenMissesOfOneInstance() {
        Row row = judge.row(
                "x",
                List.of(
                        new Read(0, 1, 0, NOW, false, true),
                        new Read(0, 1, 0, NOW + 10 * MILLI, false, false),
                        new Read(1, 1, 0, NOW + 20 * MILLI, false, true),
                        new Read(0, 1, 0, NOW + 50 * MILLI, false, false),
                        new Read(0, 1, 0, NOW + 60 * MILLI, false, true)),
                NOW,
                NOW + 100 * MILLI,
                0);
        assertThat(row.longestWithoutCacheMillis()).isEqualTo(40);
        assertThat(row.hitPercent()).isEqualTo(60);
    }

    @Test
    void aJournal_isTakenInSteps_andWhatDeathCutShort_waits(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.journal");
        try (Journal journal = new Journal(file)) {
            journal.committed(7, 3, NOW);
            journal.read(7, 2, NOW + 1, true, false);
        }
        assertThat(history.take(4, file)).containsExactly(new Read(4, 7, 2, NOW + 1, true, false));
        assertThat(history.take(4, file)).isEmpty();
        Files.write(file, new byte[] {0, 0, 0}, java.nio.file.StandardOpenOption.APPEND);
        assertThat(history.take(4, file)).isEmpty();
        assertThat(history.commitsBetween(NOW - 1, NOW + 1)).isEqualTo(1);
    }
}
