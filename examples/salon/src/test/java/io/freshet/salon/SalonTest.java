package io.freshet.salon;

import io.freshet.witness.Witnessed;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test of the whole salon over HTTP, on real servers with the demo data, and under the eyes of the witness. All such tests share one salon. On a machine
 * that pauses for some seconds its caches serve all the same, and what is asked of Redis is answered.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "freshet.bound=3s",
            "freshet.remote-timeout=3s",
            "spring.data.redis.timeout=3s",
            "salon.session.token-check=3s",
        })
@ActiveProfiles("demo")
@ContextConfiguration(initializers = LocalServers.Initializer.class)
@Import({CallersTenant.class, OneDay.class})
@Witnessed
@interface SalonTest {}
