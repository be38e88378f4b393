package io.freshet.redis.codec;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.event.Outcome;
import io.freshet.key.KeyTemplate;
import io.freshet.redis.RedisRemote;
import io.freshet.redis.cbor.CborCodecs;
import io.freshet.redis.json.JsonCodecs;
import io.freshet.redis.kryo.KryoCodecs;
import io.freshet.redis.pack.PackedCodecs;
import io.freshet.remote.CodecFactory;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.tools.ToolProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two versions of an application on one Redis: the same class, in two shapes, each compiled and loaded by itself. */
class RollingDeployITests {

    private static final AtomicInteger RUNS = new AtomicInteger();

    /** Longer than any machine stands still: whoever has no lease, or no answer of Redis, loads. */
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private static RealRedis redis;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static CodecFactory codecs(String name) {
        return switch (name) {
            case "json" -> JsonCodecs.standard();
            case "cbor" -> CborCodecs.standard();
            case "kryo" -> KryoCodecs.allowing(List.of());
            default -> new PackedCodecs(JsonCodecs.standard(), 0, Integer.MAX_VALUE);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "cbor", "kryo", "packed"})
    void entriesOfTheOtherVersion_areMisses_inBothDirections(String codec) throws Exception {
        int run = RUNS.incrementAndGet();
        CodecFactory codecs = codecs(codec);
        try (Version old = new Version("old", run, codecs, profile("old", "String name, int age"));
                Version next = new Version("new", run, codecs, profile("new", "String name, int age, String city"));
                Version again =
                        new Version("again", run, codecs, profile("again", "String name, int age, String city"))) {
            old.awaitLease();
            next.awaitLease();
            again.awaitLease();

            old.loads("Ann", 30);
            assertThat(next.read("Ann", 30, "Rome")).as("a miss").hasToString("Profile[name=Ann, age=30, city=Rome]");
            next.awaitUndecodable(1);
            next.awaitStored("Ann", 30, "Rome");

            assertThat(old.read("Ann", 30)).as("a miss here").hasToString("Profile[name=Ann, age=30]");
            old.awaitUndecodable(1);
            old.awaitStored("Ann", 30);
            next.read("Ann", 30, "Rome");
            next.awaitUndecodable(2);
            next.awaitStored("Ann", 30, "Rome");

            assertThat(again.read("nobody", 0, "asks"))
                    .as("a hit of the same version")
                    .hasToString("Profile[name=Ann, age=30, city=Rome]");
            assertThat(again.undecodable()).isZero();
            for (Version version : List.of(old, next)) {
                assertThat(version.told).as("once for each shape").hasSize(1);
                assertThat(version.told.peek().why()).contains("another version of the application");
            }
        }
    }

    @Test
    void valueThatIsTooLarge_orCannotBeEncoded_isKeptInProcessOnly() {
        Queue<CacheEvent.NotStored> told = new ConcurrentLinkedQueue<>();
        record Holder(Object anything) {}
        try (Freshet freshet = instance("large", RUNS.incrementAndGet(), new CacheListener() {
            @Override
            public void onEvent(CacheEvent event) {
                if (event instanceof CacheEvent.NotStored stored) {
                    told.add(stored);
                }
            }
        })) {
            Cache<Integer, String> texts = freshet.<Integer, String>cache("text:{id}", Integer.class, String.class)
                    .codecs(new PackedCodecs(JsonCodecs.standard(), PackedCodecs.NEVER, 1_000))
                    .timeToLive(Duration.ofMinutes(5))
                    .build();
            Cache<Integer, Holder> holders = freshet.<Integer, Holder>cache("holder:{id}", Integer.class, Holder.class)
                    .codecs(KryoCodecs.allowing(List.of()))
                    .timeToLive(Duration.ofMinutes(5))
                    .build();
            await().until(() -> freshet.status().leaseRuns());
            for (int id = 0; id < 3; id++) {
                String large = "x".repeat(2_000 + id);
                assertThat(texts.get(id, missing -> large)).isEqualTo(large);
                assertThat(texts.get(id, missing -> "not asked")).as("from L1").isEqualTo(large);
                Holder holder = new Holder(Thread.currentThread());
                assertThat(holders.get(id, missing -> holder)).isSameAs(holder);
                assertThat(holders.get(id, missing -> new Holder("not asked"))).isSameAs(holder);
            }
            assertThat(texts.meter().notStoredCount()).isEqualTo(3);
            assertThat(holders.meter().notStoredCount()).isEqualTo(3);
            assertThat(told).as("once for each cache").hasSize(2);
            assertThat(told).anyMatch(event -> event.why().contains("2003 bytes is larger than the 1000"));
            assertThat(told).anyMatch(event -> event.why().contains("java.lang.Thread"));
        }
    }

    private static Freshet instance(String name, int run, CacheListener listener) {
        return Freshet.builder()
                .instance(name)
                .remote(RedisRemote.builder()
                        .uri("redis://127.0.0.1:" + redis.port())
                        .namespace("f:deploy" + run + ":")
                        .commandTimeout(PATIENT)
                        .build())
                .codecs(JsonCodecs.standard())
                .bound(PATIENT)
                .remoteTimeout(PATIENT)
                .listener(listener)
                .build();
    }

    private Class<?> profile(String version, String components) throws IOException, ClassNotFoundException {
        Path classes = Files.createDirectories(folder.resolve(version));
        Path source = classes.resolve("Profile.java");
        Files.writeString(source, "package example; public record Profile(" + components + ") {}");
        int exit =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(exit).isZero();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}).loadClass("example.Profile");
    }

    /** An instance of one version of the application, without L1 so that each read asks Redis. */
    private static final class Version implements AutoCloseable {

        final Queue<CacheEvent.EntryUndecodable> told = new ConcurrentLinkedQueue<>();
        private final Class<?> profile;
        private final Freshet freshet;
        private final Cache<Integer, Object> cache;

        Version(String name, int run, CodecFactory codecs, Class<?> profile) {
            this.profile = profile;
            this.freshet = instance(name, run, new CacheListener() {
                @Override
                public void onEvent(CacheEvent event) {
                    if (event instanceof CacheEvent.EntryUndecodable undecodable) {
                        told.add(undecodable);
                    }
                }
            });
            this.cache = freshet.<Integer, Object>cache(KeyTemplate.parse("profile:{id}"), profile)
                    .codecs(codecs)
                    .timeToLive(Duration.ofMinutes(5))
                    .policy(policy -> policy.withLocalMaximum(0))
                    .build();
        }

        void awaitLease() {
            await().atMost(Duration.ofSeconds(20)).until(() -> freshet.status().leaseRuns());
        }

        void loads(Object... components) {
            read(components);
            awaitStored(components);
        }

        Object read(Object... components) {
            return cache.get(1, missing -> made(components));
        }

        private Object made(Object... components) {
            try {
                return Objects.requireNonNull(profile.getDeclaredConstructors()[0].newInstance(components));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Stores are not waited for: reads until one is answered by Redis. */
        void awaitStored(Object... components) {
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                long before = cache.meter().reads(Outcome.HIT_L2);
                read(components);
                return cache.meter().reads(Outcome.HIT_L2) > before;
            });
        }

        long undecodable() {
            return cache.meter().undecodableCount();
        }

        void awaitUndecodable(int atLeast) {
            assertThat(undecodable()).isGreaterThanOrEqualTo(atLeast);
        }

        @Override
        public void close() {
            freshet.close();
        }
    }
}
