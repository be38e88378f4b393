package io.freshet.capture.jdbc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What is summed up of the statements of a transaction. */
class TransactionLogTests {

    private static final StatementEffect.Writes BILL =
            new StatementEffect.Writes(Set.of("bill"), Set.of(KeyChange.deletion("bill")));

    private final TransactionLog log = new TransactionLog();

    @AfterEach
    void end() {
        log.clear();
    }

    @Test
    void written_isEachTableAndKeyChange_howeverManyTexts() {
        log.executed(BILL);
        IntStream.range(0, 1_000)
                .forEach(i -> log.executed(new StatementEffect.Writes(
                        Set.of("bill", "table" + i % 100), Set.of(KeyChange.anything("table" + i % 100)))));
        log.executed(BILL);
        log.wrote("line");
        Set<String> tables = IntStream.range(0, 100).mapToObj(i -> "table" + i).collect(Collectors.toSet());
        tables.addAll(Set.of("bill", "line"));
        assertThat(log.written().tables()).containsExactlyInAnyOrderElementsOf(tables);
        assertThat(log.written().keyChanges()).hasSize(101).contains(KeyChange.deletion("bill"));
    }

    @Test
    void written_staysAsItWas_whenTheTransactionGoesOnOrEnds() {
        log.executed(BILL);
        Written written = log.written();
        log.executed(new StatementEffect.Writes(Set.of("line")));
        assertThat(log.written().tables()).containsExactlyInAnyOrder("bill", "line");
        log.clear();
        assertThat(written.tables()).containsExactly("bill");
        assertThat(written.keyChanges()).containsExactly(KeyChange.deletion("bill"));
        assertThat(log.written().tables()).isEmpty();
        assertThat(log.written().keyChanges()).isEmpty();
    }
}
