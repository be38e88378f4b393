package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.event.Outcome;
import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ApplicationContext;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Codecs and sizes by settings, two instances on a real Redis. */
class CodecITests {

    private static RealRedis redis;

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.ask("FLUSHALL");
    }

    private static ApplicationContextRunner application() {
        return Applications.plain()
                .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues(Applications.PATIENT)
                .withPropertyValues("spring.data.redis.port=" + redis.port());
    }

    /** A sale. */
    public record Sale(String what, List<Payment> payments) {}

    /** How it was paid. */
    public sealed interface Payment permits Cash, Card {}

    /** With coins. */
    public record Cash(int coins) implements Payment {}

    /** With a card. */
    public record Card(String number) implements Payment {}

    /** Reads whose values show who loaded them. */
    public static class Reads {

        private final String instance;

        Reads(String instance) {
            this.instance = instance;
        }

        @Cached(cache = "pages:{number}", ttl = "5m", tags = "all")
        public Page<Sale> page(int number) {
            return new PageImpl<>(
                    List.of(new Sale(instance, List.of(new Cash(1), new Card("4711")))),
                    PageRequest.of(
                            number,
                            1,
                            Sort.by(Sort.Order.desc("what").ignoreCase().nullsLast())),
                    57);
        }

        @Cached(cache = "sales:{id}", ttl = "5m", tags = "all")
        public Sale sale(int id) {
            return new Sale(instance + " " + id, List.of(new Cash(id)));
        }

        @Cached(cache = "texts:{id}", ttl = "5m", tags = "all")
        public String text(int id) {
            return instance + " " + id;
        }

        @Cached(cache = "large:{id}", ttl = "5m", tags = "all")
        public String large(int id) {
            return (instance + id).repeat(1_000);
        }

        @Cached(cache = "huge:{id}", ttl = "5m", tags = "all")
        public String huge(int id) {
            return (instance + id).repeat(2_000);
        }
    }

    private static final class Reversed implements CodecFactory {
        @Override
        public Codec<Object> codecFor(Type type) {
            return new Codec<>() {
                @Override
                public byte[] encode(Object value) {
                    return new StringBuilder(value.toString())
                            .reverse()
                            .toString()
                            .getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public Object decode(byte[] bytes) {
                    return new StringBuilder(new String(bytes, StandardCharsets.UTF_8))
                            .reverse()
                            .toString();
                }

                @Override
                public int fingerprint() {
                    return 7;
                }
            };
        }
    }

    @Test
    void eachCache_hasTheCodecAndTheSizesThatSettingsSay() {
        ApplicationContextRunner both = application()
                .withBean("reversed", CodecFactory.class, Reversed::new)
                .withPropertyValues(
                        "freshet.defaults.codec=json",
                        "freshet.caches.sales.codec=cbor",
                        "freshet.caches.texts.codec=reversed",
                        "freshet.caches.large.compress-above=1KB",
                        "freshet.caches.huge.max-value-size=2KB");
        both.withBean(Reads.class, () -> new Reads("first")).run(first -> {
            awaitTrust(first);
            Reads of = first.getBean(Reads.class);
            Page<Sale> page = of.page(3);
            of.sale(5);
            of.text(6);
            of.large(7);
            of.huge(8);
            awaitKeys(4);
            both.withBean(Reads.class, () -> new Reads("second")).run(second -> {
                awaitTrust(second);
                Reads other = second.getBean(Reads.class);
                assertThat(other.page(3)).isEqualTo(page);
                assertThat(other.page(3).getSort()).isEqualTo(page.getSort());
                assertThat(other.sale(5)).isEqualTo(new Sale("first 5", List.of(new Cash(5))));
                assertThat(other.text(6)).isEqualTo("first 6");
                assertThat(other.large(7)).startsWith("first7");
                assertThat(other.huge(8)).as("larger than what is stored").startsWith("second8");
                for (String cache : List.of("pages", "sales", "texts", "large")) {
                    assertThat(meter(second, cache)).as(cache).isEqualTo(1);
                }
            });
            assertThat(Objects.requireNonNull(first.getBean(Freshet.class).cache("huge"))
                            .meter()
                            .notStoredCount())
                    .isEqualTo(1);
        });
    }

    /** Reads of Spring's annotations. */
    public static class SpringReads {

        @Cacheable("spring-large")
        public List<String> large(int id) {
            return new ArrayList<>(List.of("large".repeat(2_000)));
        }

        @Cacheable("spring-huge")
        public String huge(int id) {
            return "huge".repeat(2_000);
        }

        @Cacheable("spring-texts")
        public String text(int id) {
            return "text " + id;
        }
    }

    @Test
    void cachesOfSprings_haveThemToo() {
        ApplicationContextRunner both = SpringCacheApplications.on(application())
                .withBean("reversed", CodecFactory.class, Reversed::new)
                .withBean("another", CodecFactory.class, Reversed::new)
                .withBean(SpringReads.class)
                .withPropertyValues(
                        "freshet.caches.spring-large.compress-above=1KB",
                        "freshet.caches.spring-huge.max-value-size=2KB",
                        "freshet.caches.spring-texts.codec=reversed");
        both.run(first -> {
            awaitTrust(first);
            SpringReads reads = first.getBean(SpringReads.class);
            List<String> large = reads.large(1);
            String text = reads.text(3);
            reads.huge(2);
            awaitKeys(2);
            assertThat(redis.ask("EVAL \"local most = 0 for _, key in ipairs(redis.call('KEYS', '*:e:*')) do"
                            + " most = math.max(most, redis.call('MEMORY', 'USAGE', key)) end return most\" 0"))
                    .satisfies(bytes -> assertThat(Integer.parseInt(bytes)).isLessThan(2_000));
            assertThat(
                            redis.ask(
                                    "EVAL \"for _, key in ipairs(redis.call('KEYS', '*:e:*texts*')) do return redis.call('GET', key) end\" 0"))
                    .contains("3 txet");
            both.run(second -> {
                awaitTrust(second);
                SpringReads other = second.getBean(SpringReads.class);
                assertThat(other.large(1)).isEqualTo(large);
                assertThat(other.text(3)).isEqualTo(text);
                other.huge(2);
                assertThat(meter(second, "spring-large")).isEqualTo(1);
                assertThat(meter(second, "spring-texts")).isEqualTo(1);
                assertThat(meter(second, "spring-huge")).isZero();
            });
        });
    }

    private static long meter(ApplicationContext context, String cache) {
        return Objects.requireNonNull(context.getBean(Freshet.class).cache(cache))
                .meter()
                .reads(Outcome.HIT_L2);
    }

    private static void awaitTrust(ApplicationContext context) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> context.getBean(Freshet.class).status().leaseRuns());
    }

    /** Stores are not waited for by whoever loads. */
    private static void awaitKeys(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            String keys = redis.ask("EVAL \"return #redis.call('KEYS', '*:e:*')\" 0");
            return keys.equals(Integer.toString(count));
        });
    }

    @Test
    void mistakes_nameTheCacheThePlaceAndTheRemedy() {
        assertThat(failureOf("freshet.caches.texts.codec=protobuf"))
                .contains("There is no codec 'protobuf'", "cache 'texts'", "freshet.caches.texts.codec")
                .contains("Write json, cbor or kryo, or the name of a bean of type io.freshet.remote.CodecFactory");
        assertThat(failureOf("freshet.defaults.codec=kryo"))
                .contains("The codec 'kryo' needs a library that is not on the class path")
                .contains("freshet.defaults.codec", "Add the dependency com.esotericsoftware:kryo");
        assertThat(failureOf("freshet.caches.texts.max-value-size=0B"))
                .contains("freshet.caches.texts.max-value-size is 0B", "freshet.caches.texts.remote=false");
        assertThat(failureOf("freshet.caches.texts.compress-above=-1KB"))
                .contains("freshet.caches.texts.compress-above is -1024B", "must not be negative");
        assertThat(failureOf("freshet.defaults.max-value-size=-1B"))
                .contains("freshet.defaults.max-value-size is -1B", "more than 0");
        assertThat(failureOf("freshet.defaults.compress-above=-1B")).contains("freshet.defaults.compress-above is -1B");
    }

    private static String failureOf(String property) {
        StringBuilder text = new StringBuilder();
        application()
                .withBean(Reads.class, () -> new Reads("first"))
                .withPropertyValues(property)
                .run(context -> {
                    Throwable failure = context.getStartupFailure();
                    assertThat(failure).as(property).isInstanceOf(ConfigurationMistakesException.class);
                    text.append(Objects.requireNonNull(failure).getMessage());
                });
        return text.toString();
    }
}
