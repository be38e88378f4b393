package io.freshet.test;

import io.freshet.Freshet;
import io.freshet.spring.redis.SharedTier;
import io.freshet.test.clinic.Mail;
import io.freshet.test.clinic.Pets;
import io.freshet.test.clinic.VetRepository;
import io.freshet.test.clinic.Vets;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import java.time.Duration;
import java.time.Instant;

import static io.freshet.test.cache.CacheAssertions.assertThatCache;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The slice. */
@ClinicTest
class FreshetTestTests {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Freshet freshet;

    @Autowired
    private TestTicker ticker;

    @Autowired
    private Pets pets;

    @Test
    void slice_hasWhatCachesNeed_andNothingElse() {
        assertThat(context.getBeanProvider(Vets.class).getIfUnique()).isNotNull();
        assertThat(context.getBeanProvider(VetRepository.class).getIfUnique()).isNotNull();
        assertThat(context.getBeanProvider(Mail.class).getIfUnique()).isNull();
    }

    @Test
    void simulatedTier_isInProcess_andNobodyAsksRedis() {
        assertThat(context.getBeanProvider(SharedTier.class).getIfUnique()).isNull();
        assertThat(freshet.status().remote()).isEqualTo("in process");
        assertThat(freshet.cache("pet:name").policy().remote()).isTrue();
    }

    @RepeatedTest(2)
    void caches_areEmptyWhenATestBegins_inTheSameContext() {
        assertThatCache("pet:name").isEmpty().isMissFor(1);
        pets.name(1);
        assertThatCache("pet:name").isHitFor(1);
    }

    @Test
    void time_isMovedOn_andEntriesExpireByIt_inBothTiers() {
        pets.ofOwner(5, 10, true);
        ticker.advance(Duration.ofSeconds(45)); // the machine's own time passes as well
        assertThatCache("pet:of").isHitFor(10, 5).expiresWithin(Duration.ofSeconds(15));
        ticker.advance(Duration.ofSeconds(15));
        assertThatCache("pet:of").isMissFor(10, 5);
        assertThatCache("pet:of").loadsOnce(() -> pets.ofOwner(5, 10, true));
        assertThat(ticker.clock().instant())
                .isCloseTo(Instant.now().plus(ticker.ahead()), within(Duration.ofSeconds(10)));
    }

    @Test
    void time_doesNotGoBack() {
        assertThatThrownBy(() -> ticker.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("by PT-1S, but only goes on");
    }
}
