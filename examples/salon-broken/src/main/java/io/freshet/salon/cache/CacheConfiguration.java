package io.freshet.salon.cache;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.serializer.GenericJacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static java.util.stream.Collectors.toMap;

/** Sets up Spring's cache: on Redis, as JSON, each cache with its time to live. It stands outside of the transactions, so that a hit needs none. */
@Configuration(proxyBeanMethods = false)
@EnableCaching(order = Ordered.LOWEST_PRECEDENCE - 1)
class CacheConfiguration {

    private static final Map<Duration, Set<String>> CACHES = Map.of(
            Duration.ofSeconds(60),
                    Set.of(
                            "availability:barber:date",
                            "booked_slots:barber:date",
                            "booking:availability",
                            "dashboard:comparison",
                            "dashboard:hourly",
                            "dashboard:metrics",
                            "dashboard:staff_performance",
                            "dashboard:top_services"),
            Duration.ofMinutes(5),
                    Set.of(
                            "appointment_stats:barber",
                            "attendance",
                            "booking:stats",
                            "clients:list",
                            "customers:list",
                            "dashboard:kpis",
                            "dashboard:trends",
                            "quotes:list",
                            "quotes:summary",
                            "staff:list",
                            "user:profile"),
            Duration.ofMinutes(10),
                    Set.of(
                            "analytics:revenue:user",
                            "dashboard:expenses_monthly",
                            "dashboard:top_clients",
                            "inventory:skus",
                            "inventory:stock",
                            "schedule:barber:week"),
            Duration.ofMinutes(15), Set.of("analytics:dashboard_summary:user", "analytics:six_figure:user"),
            Duration.ofMinutes(30), Set.of("catalog:categories", "catalog:services"),
            Duration.ofHours(1), Set.of("settings:singleton"));

    @Bean
    RedisCacheManager cacheManager(RedisConnectionFactory redis) {
        var json = GenericJacksonJsonRedisSerializer.builder()
                .enableSpringCacheNullValueSupport()
                .enableUnsafeDefaultTyping()
                .writer((mapper, value) -> mapper.writeValueAsBytes(named(value)))
                .build();
        var usual = RedisCacheConfiguration.defaultCacheConfig()
                .serializeValuesWith(SerializationPair.fromSerializer(json));
        return new TellingCacheManager(
                redis,
                usual,
                CACHES.entrySet().stream()
                        .flatMap(caches -> caches.getValue().stream().map(name -> Map.entry(name, caches.getKey())))
                        .collect(toMap(Map.Entry::getKey, cache -> usual.entryTtl(cache.getValue()))));
    }

    /** An immutable list is of a final class of Java's, whose name the serializer does not write, and which it then cannot read. */
    private static @Nullable Object named(@Nullable Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : value;
    }
}
