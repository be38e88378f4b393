package io.freshet.bench.hits;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.redis.RedisRemote;
import io.freshet.redis.json.JsonCodecs;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Freshet: a cache with both tiers, one without L1, and an annotated method of a Spring Boot application. */
final class FreshetHits implements Hits {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Freshet freshet;
    private final Cache<Integer, Item> near;
    private final Cache<Integer, Item> far;
    private final ConfigurableApplicationContext spring;
    private final LongAdder misses = new LongAdder();
    private final Function<Integer, Item> loader = this::loaded;

    private FreshetHits(int redisPort) {
        freshet = Freshet.builder()
                .remote(RedisRemote.builder()
                        .uri("redis://127.0.0.1:" + redisPort)
                        .namespace("f:bench:")
                        .build())
                .codecs(JsonCodecs.standard())
                .build();
        near = cache("near", 10_000);
        far = cache("far", 0);
        spring = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "logging.level.root=warn")
                .run();
    }

    private Cache<Integer, Item> cache(String name, int localMaximum) {
        return freshet.<Integer, Item>cache(name + ":{id}", Integer.class, Item.class)
                .timeToLive(Duration.ofHours(1))
                .dependsOnTables("item")
                .policy(policy -> policy.withLocalMaximum(localMaximum))
                .build();
    }

    static Hits open(int redisPort) {
        FreshetHits hits = new FreshetHits(redisPort);
        Items items = hits.spring.getBean(Items.class);
        fill(hits.near, key -> hits.near.get(key, Item::of));
        fill(hits.far, key -> hits.far.get(key, Item::of));
        fill(hits.spring.getBean(Freshet.class).caches().iterator().next(), items::item);
        items.filled();
        return hits;
    }

    /** Reads all keys until all are hits: the lease has to be there, and the stores to have arrived. */
    private static void fill(Cache<?, ?> cache, IntConsumer read) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long before;
        do {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("The keys of " + cache + " are not served from the cache");
            }
            pause();
            before = cache.meter().hits();
            for (int key = 0; key < HitsSettings.KEYS; key++) {
                read.accept(key);
            }
        } while (cache.meter().hits() - before < HitsSettings.KEYS);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keys were loaded", e);
        }
    }

    @Override
    public Read local() {
        return key -> near.get(key, loader);
    }

    @Override
    public Read annotated() {
        Items items = spring.getBean(Items.class);
        return items::item;
    }

    @Override
    public Read remote() {
        return key -> far.get(key, loader);
    }

    private Item loaded(Integer key) {
        misses.increment();
        return Item.of(key);
    }

    @Override
    public long misses() {
        return misses.sum() + spring.getBean(Items.class).misses();
    }

    @Override
    public void close() {
        spring.close();
        freshet.close();
    }

    /** What is annotated. */
    public static class Items {
        private final LongAdder misses = new LongAdder();
        private volatile boolean isFilled;

        @Cached(cache = "annotated:{key}", ttl = "1h", tags = "item")
        public Object item(Integer key) {
            if (isFilled) {
                misses.increment();
            }
            return Item.of(key);
        }

        /** From now on each call is a miss. */
        public void filled() {
            isFilled = true;
        }

        public long misses() {
            return misses.sum();
        }
    }

    /** The application. */
    @Configuration
    @EnableAutoConfiguration
    public static class Application {
        @Bean
        Items items() {
            return new Items();
        }
    }
}
