package io.freshet.test;

import io.freshet.Freshet;
import io.freshet.test.clinic.Clinic;
import io.freshet.test.clinic.Mail;
import io.freshet.test.clinic.Pets;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import java.time.Duration;

import static io.freshet.test.cache.CacheAssertions.assertThatCache;
import static org.assertj.core.api.Assertions.assertThat;

/** The whole application, with Redis configured where there is none. */
@SpringBootTest(
        classes = Clinic.class,
        webEnvironment = WebEnvironment.NONE,
        properties = "spring.data.redis.url=redis://nowhere.invalid:1")
@AutoConfigureFreshet
class WholeApplicationTests {

    @RepeatedTest(2)
    void application_isWhole_itsCachesAreEmptied_andNeedNoRedis(
            @Autowired Mail mail, @Autowired Pets pets, @Autowired Freshet freshet, @Autowired TestTicker ticker) {
        assertThat(mail).isNotNull();
        assertThat(freshet.status().remote()).isEqualTo("in process");
        assertThatCache("pet:name").isEmpty();
        pets.name(1);
        assertThatCache("pet:name").isHitFor(1).andInvalidatedBy(() -> pets.rename(1, "Leo"));
        pets.name(1);
        ticker.advance(Duration.ofMinutes(10));
        assertThatCache("pet:name").isMissFor(1);
    }
}
