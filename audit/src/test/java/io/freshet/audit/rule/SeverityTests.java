package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** How bad a finding is, and why; and how long entries live, where that is written. */
class SeverityTests {

    private static final String READS = """
            @Service class Reads {
                Prices prices;
                @Cacheable(cacheNames = "short", key = "#id") public Price one(Long id) { return prices.findById(id).orElseThrow(); }
                @Cacheable(cacheNames = "long", key = "#id") public Price two(Long id) { return prices.findById(id).orElseThrow(); }
                @Cacheable(cacheNames = "named#30s", key = "#id") public Price three(Long id) { return prices.findById(id).orElseThrow(); }
            }
            """;
    private static final String GUARD = "package org.springframework.security.access.prepost;\n"
            + "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)\npublic @interface PreAuthorize { String value(); }";

    @TempDir
    private Path folder;

    private List<String> weighed(Audited audited) {
        return audited.findings().stream()
                .map(finding -> finding.level().word() + " " + finding.cache() + " " + finding.entry()
                        + (finding.lowered().isEmpty() ? "" : ": " + String.join("; ", finding.lowered())))
                .toList();
    }

    @Test
    void whoReachesIt_isSaidWhereThatIsFew() {
        Audited audited = Compiled.audit(folder, Shop.BASE + Shop.ONE + """
                @RestController class C {
                    Prices prices;
                    @DeleteMapping("/p") void any(Long id) { prices.deleteById(id); }
                    @DeleteMapping("/api/admin/p") void admin(Long id) { prices.deleteById(id); }
                    @DeleteMapping("/administrate/p") void other(Long id) { prices.deleteById(id); }
                    @DeleteMapping("/guarded/p") @org.springframework.security.access.prepost.PreAuthorize("hasRole('ADMIN')")
                    public void guarded(Long id) { prices.deleteById(id); }
                    @DeleteMapping("/users/p") @org.springframework.security.access.prepost.PreAuthorize("hasRole('USER')")
                    public void users(Long id) { prices.deleteById(id); }
                }
                @Component class Nightly { Prices prices; @Scheduled(fixedRate = 1) void clean() { prices.deleteAll(); } }
                @Service class Unused { Prices prices; public void clean() { prices.deleteAll(); } }
                """, GUARD);
        assertThat(weighed(audited))
                .containsExactlyInAnyOrder(
                        "error prices DELETE /p",
                        "error prices DELETE /administrate/p",
                        "error prices DELETE /users/p",
                        "warning prices DELETE /api/admin/p: only administrators reach it",
                        "warning prices DELETE /guarded/p: only administrators reach it",
                        "warning prices @Scheduled Nightly.clean: only a job or the start reaches it",
                        "warning prices Unused.clean: nothing outside was seen to call it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            @PreAuthorize("hasRole('ADMIN')")                             |                                   | true
            @PreAuthorize("hasAuthority('SUPER_ADMIN')")                  |                                   | true
            @PreAuthorize(" hasAnyRole( 'ADMIN', \\"sysadmin\\" ) ")      |                                   | true
            @PreAuthorize("hasAnyRole('ADMIN', 'USER')")                  |                                   | false
            @PreAuthorize("hasRole('ADMIN') or #id == principal.id")      |                                   | false
            @PreAuthorize("!hasRole('ADMIN')")                            |                                   | false
            @PreAuthorize("hasRole('ADMIN') or hasRole('USER')")          |                                   | false
            @PreAuthorize("@rights.isAdmin()")                            |                                   | false
                                                                          | @PreAuthorize("hasRole('ADMIN')") | true
            @PreAuthorize("hasRole('USER')")                              | @PreAuthorize("hasRole('ADMIN')") | false
            @PreAuthorize("hasRole('ADMIN')")                             | @PreAuthorize("hasRole('USER')")  | true
            @Secured("ROLE_ADMIN")                                        |                                   | true
            @Secured({"ROLE_ADMIN", "ROLE_USER"})                         | @Secured("ROLE_ADMIN")            | false
            @RolesAllowed({})                                             |                                   | false
            @PermitAll                                                    | @RolesAllowed("ADMIN")            | false
            """)
    void onlyAdministratorsReachIt_ifWhatGuardsItNamesNobodyElse(
            @Nullable String onMethod, @Nullable String onClass, boolean isLess) {
        Audited audited = Compiled.audit(
                folder,
                Shop.BASE
                        + Shop.ONE
                        + """
                @interface PreAuthorize { String value(); }
                @interface Secured { String[] value(); }
                @interface RolesAllowed { String[] value(); }
                @interface PermitAll {}
                CLASS @RestController class C { Prices prices; METHOD @DeleteMapping("/p") void delete(Long id) { prices.deleteById(id); } }
                """.replace("CLASS", onClass == null ? "" : onClass)
                                .replace("METHOD", onMethod == null ? "" : onMethod));
        assertThat(weighed(audited))
                .containsExactly(
                        isLess ? "warning prices DELETE /p: only administrators reach it" : "error prices DELETE /p");
    }

    @Test
    void entriesOfRedisWithATimeOfZero_haveNoEnd() throws IOException {
        Files.writeString(folder.resolve("application.properties"), "spring.cache.redis.time-to-live=20s");
        String controller =
                "@RestController class C { Prices prices; @DeleteMapping(\"/p\") void any(Long id) { prices.deleteById(id); } }";
        String cache = Shop.ONE.replace("cacheNames = \"prices\"", "cacheNames = \"eternal\"");
        Audited audited = Compiled.audit(folder, Shop.BASE + cache + controller + """
                @org.springframework.context.annotation.Configuration class Times {
                    @Bean org.springframework.data.redis.cache.RedisCacheManager manager(org.springframework.data.redis.connection.RedisConnectionFactory factory) {
                        return org.springframework.data.redis.cache.RedisCacheManager.builder(factory)
                            .withCacheConfiguration("eternal", RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ZERO))
                            .build();
                    }
                }
                """);
        assertThat(weighed(audited)).contains("error eternal DELETE /p");
    }

    @Test
    void aTimeOfZero_andOtherWordsWithTheseLetters_giveNoTimeToLive() throws IOException {
        String base =
                Shop.BASE.substring(0, Shop.BASE.indexOf("@org.springframework.context.annotation.Configuration"));
        String evicting =
                "@RestController class C { @CacheEvict(\"prices\") @DeleteMapping(\"/p\") public void any(Long id) {} }";
        for (String none : List.of(
                "spring.cache.redis.time-to-live=0", "rate.throttle=5", "spring.cache.redis.time-to-live: 0ms # off")) {
            Files.writeString(folder.resolve("application.properties"), none + "\nx=1\n");
            assertThat(Compiled.rules(Compiled.audit(folder, base + Shop.ONE + evicting)))
                    .contains("no-ttl");
        }
        for (String some : List.of("spring.cache.redis.time-to-live=0.5h", "price.cache-ttl=5", "cacheTtlSeconds=5")) {
            Files.writeString(folder.resolve("application.properties"), some);
            assertThat(Compiled.rules(Compiled.audit(folder, base + Shop.ONE + evicting)))
                    .doesNotContain("no-ttl");
        }
    }

    @Test
    void entriesThatEndSoon_areLessBad_alsoForJobsOnce() throws IOException {
        Files.writeString(folder.resolve("application.yml"), """
                spring:
                  cache:
                    type: redis
                    redis:
                      time-to-live: ${CACHE_TIME:1h} # unless told otherwise
                """);
        Audited audited = Compiled.audit(folder, Shop.BASE + READS + """
                @org.springframework.context.annotation.Configuration class Times {
                    static final int SECONDS = 20;
                    @Bean org.springframework.data.redis.cache.RedisCacheManager manager(org.springframework.data.redis.connection.RedisConnectionFactory factory) {
                        return org.springframework.data.redis.cache.RedisCacheManager.builder(factory)
                            .withCacheConfiguration("short", RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofSeconds(SECONDS)).disableCachingNullValues())
                            .build();
                    }
                }
                @RestController class C { Prices prices; @DeleteMapping("/p") void any(Long id) { prices.deleteById(id); } }
                @Component class Nightly { Prices prices; @Scheduled(fixedRate = 1) void clean() { prices.deleteAll(); } }
                """);
        assertThat(weighed(audited))
                .filteredOn(text -> !text.contains("manager"))
                .containsExactlyInAnyOrder(
                        "error long DELETE /p",
                        "warning short DELETE /p: its entries end after 20 s",
                        "warning named#30s DELETE /p: its entries end after 30 s",
                        "warning long @Scheduled Nightly.clean: only a job or the start reaches it",
                        "note short @Scheduled Nightly.clean: only a job or the start reaches it; its entries end after 20 s",
                        "note named#30s @Scheduled Nightly.clean: only a job or the start reaches it; its entries end after 30 s");
        assertThat(audited.inventory().reads())
                .extracting(Inventory.Read::cache, Inventory.Read::ttl, Inventory.Read::ttlMillis)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("short", "20 s", 20_000L),
                        org.assertj.core.api.Assertions.tuple("long", "1 h", 3_600_000L),
                        org.assertj.core.api.Assertions.tuple("named#30s", "30 s", 30_000L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application.properties | spring.cache.redis.time-to-live=500               | 500
            application.properties | spring.cache.redis.timeToLive = PT2M              | 120000
            application.properties | spring.cache.caffeine.spec=maximumSize=9,expireAfterWrite=5m | 300000
            application.yml        | spring.cache.redis.time-to-live: 2d               | 172800000
            application.yml        | 'spring: {cache: {redis: {time-to-live: 2d}}}'    |
            application.properties | spring.cache.redis.time-to-live=${TIME}           |
            application.properties | #spring.cache.redis.time-to-live=500              |
            application.properties | spring.cache.redis.time-to-live=0                 |
            application.yml        | spring.cache.redis.time-to-live: 0s               |
            """)
    void timesOfSettings_areReadIfTheyArePlain(String file, String text, Long millis) throws IOException {
        Files.writeString(folder.resolve(file), text);
        Audited audited = Compiled.audit(folder, Shop.BASE + Shop.ONE);
        assertThat(audited.inventory().reads().get(0).ttlMillis()).isEqualTo(millis);
    }
}
