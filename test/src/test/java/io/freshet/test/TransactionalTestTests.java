package io.freshet.test;

import io.freshet.test.clinic.Pets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.transaction.TestTransaction;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

import static io.freshet.test.cache.CacheAssertions.assertThatCache;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that never commit: nothing may pass in them by accident. */
@ClinicTest
@Transactional
class TransactionalTestTests {

    @Autowired
    private Pets pets;

    @Test
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void assertionsOnBlocks_holdWithoutATransaction() {
        pets.name(1);
        assertThatCache("pet:name").isHitFor(1).andInvalidatedBy(() -> pets.rename(1, "Leo"));
    }

    @Test
    void assertionsOnBlocks_failInATransaction_andSayWhy_withoutRunningTheBlock() {
        TestTransaction.end();
        pets.name(1);
        TestTransaction.start();
        var entry = assertThatCache("pet:name").isHitFor(1);
        boolean[] hasRun = {false};
        for (var assertion : List.<Runnable>of(
                () -> entry.andInvalidatedBy(() -> hasRun[0] = true),
                () -> entry.andNotInvalidatedBy(() -> hasRun[0] = true))) {
            assertThatThrownBy(assertion::run)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("The test runs in a transaction, which Spring rolls back at its end")
                    .hasMessageContaining("Take @Transactional off the test");
        }
        assertThat(hasRun[0]).isFalse();
    }

    @Test
    void missInATransactionThatHasWritten_isExplained() {
        pets.rename(1, "Tom");
        assertThat(pets.name(1)).isEqualTo("Tom");
        assertThatThrownBy(() -> assertThatCache("pet:name").isHitFor(1))
                .hasMessageContaining("The test runs in a transaction: what is read in one that has written");
        assertThatThrownBy(() -> assertThatCache("pet:name").loadsNothing(() -> pets.name(1)))
                .hasMessageContaining("but it loaded once")
                .hasMessageContaining("1 by the loader, past the cache");
    }
}
