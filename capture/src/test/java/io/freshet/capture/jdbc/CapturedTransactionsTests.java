package io.freshet.capture.jdbc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

class CapturedTransactionsTests {

    private final TransactionLog first = new TransactionLog();
    private final TransactionLog second = new TransactionLog();

    private static void write(TransactionLog log) {
        log.executed(new StatementEffect.Writes(Set.of("bill")));
    }

    @AfterEach
    void end() {
        first.clear();
        second.clear();
    }

    @Test
    void threadWrites_whileOneOfItsTransactionsDoes() {
        write(first);
        write(second);
        write(first);
        first.clear();
        assertThat(CapturedTransactions.isWriting()).isTrue();
        second.clear();
        assertThat(CapturedTransactions.isWriting()).isFalse();
    }

    @Test
    void transaction_countsForTheThreadsThatUsedIt_whicheverEndsIt() {
        write(first);
        assertThat(elsewhere(CapturedTransactions::isWriting)).isFalse();
        assertThat(elsewhere(() -> {
                    first.clear();
                    return CapturedTransactions.isWriting();
                }))
                .isFalse();
        assertThat(CapturedTransactions.isWriting()).isFalse();
        write(second);
        assertThat(CapturedTransactions.isWriting()).isTrue();
    }

    private static boolean elsewhere(BooleanSupplier question) {
        return CompletableFuture.supplyAsync(question::getAsBoolean, task -> new Thread(task).start())
                .join();
    }
}
