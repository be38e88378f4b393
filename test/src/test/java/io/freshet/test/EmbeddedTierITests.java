package io.freshet.test;

import io.freshet.Freshet;
import io.freshet.test.clinic.Clinic;
import io.freshet.test.clinic.Pets;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

import java.time.Duration;

import static io.freshet.test.cache.CacheAssertions.assertThatCache;
import static org.assertj.core.api.Assertions.assertThat;

/** Caches on a real server, whatever the application says of Redis. */
@FreshetTest(tier = TestTier.EMBEDDED, properties = "spring.data.redis.url=redis://nowhere.invalid:1")
@ContextConfiguration(classes = Clinic.class)
class EmbeddedTierITests {

    @RepeatedTest(2)
    void caches_areOnTheRealServer_areEmptied_andGoByTheTestsClock(
            @Autowired Pets pets, @Autowired Freshet freshet, @Autowired TestTicker ticker) {
        assertThat(freshet.status().remote()).contains("127.0.0.1");
        assertThatCache("pet:name").isEmpty().isMissFor(1);
        pets.name(1);
        assertThatCache("pet:name").isHitFor(1).andInvalidatedBy(() -> pets.rename(1, "Leo"));
        pets.name(1);
        ticker.advance(Duration.ofMinutes(10));
        assertThatCache("pet:name").isMissFor(1).loadsOnce(() -> pets.name(1));
    }
}
