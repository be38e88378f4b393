package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import io.freshet.audit.scan.ClassSources;
import io.freshet.audit.scan.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Libraries that are known by name only: the outlines of their types stand here in their place. */
class OtherLibrariesTests {

    @TempDir
    private Path folder;

    @Test
    void jetCache_isKnown() {
        String cached = "package com.alicp.jetcache.anno;\n"
                + "public @interface Cached { String name(); String key() default \"\"; int expire() default 0; }";
        String invalidate = "package com.alicp.jetcache.anno;\n"
                + "public @interface CacheInvalidate { String name(); String key() default \"\"; }";
        String service = """
                @Service class Menus {
                    Prices prices;
                    @com.alicp.jetcache.anno.Cached(name = "menu:", key = "#role")
                    public List<Price> of(Long role) { return prices.findByMinorGreaterThan(role); }
                    @com.alicp.jetcache.anno.CacheInvalidate(name = "menu:", key = "'ALL'")
                    public void change(Long id) { prices.deleteById(id); }
                    public void forget(Long id) { prices.deleteById(id); }
                }
                @RestController class C {
                    Menus menus;
                    @PutMapping("/m") void change(Long id) { menus.change(id); }
                    @DeleteMapping("/m") void forget(Long id) { menus.forget(id); }
                }
                """;
        Audited audited = Compiled.audit(folder, Shop.BASE + service, cached, invalidate);
        assertThat(audited.findings())
                .extracting(finding -> finding.rule().id() + " " + finding.entry())
                .containsExactlyInAnyOrder(
                        "key-never-matches PUT /m",
                        "key-never-matches Menus.change",
                        "write-without-eviction DELETE /m");
    }

    /** Spring before 6.1 does so, which a class of it tells that is gone since. */
    @Test
    void parametersWhoseNamesWereNotKept_areCalledAfterLocalVariables_whereSpringDoesSo() throws IOException {
        String service = """
                @Service class Reader {
                    Prices prices;
                    @Cacheable(cacheNames = "prices", key = "#id")
                    public Price price(long shop, Long id) { return prices.findById(id).orElseThrow(); }
                }
                @RestController class C {
                    Prices prices;
                    @CacheEvict(cacheNames = "prices", key = "#wrong")
                    @PutMapping("/p") public void put(Price price, long shop, Long wrong) { prices.save(price); }
                }
                """;
        Path own = Files.createDirectories(folder.resolve("own"));
        Path library = library("org/springframework/core/LocalVariableTableParameterNameDiscoverer");
        Compiled.compile(own, List.of("-g", "-proc:none"), Shop.BASE + service);
        assertThat(rules(own, Set.of())).contains("key-names-nothing");
        assertThat(rules(own, Set.of(library))).doesNotContain("key-names-nothing");
    }

    /** A jar with an empty class. */
    private Path library(String name) throws IOException {
        int slash = name.lastIndexOf('/');
        Compiled.compile(
                folder,
                List.of(),
                "package " + name.substring(0, slash).replace('/', '.') + "; class " + name.substring(slash + 1)
                        + " {}");
        Path jar = folder.resolve("library.jar");
        try (JarOutputStream archive = new JarOutputStream(Files.newOutputStream(jar))) {
            archive.putNextEntry(new JarEntry(name + ".class"));
            Files.copy(folder.resolve(name + ".class"), archive);
        }
        return jar;
    }

    private static List<String> rules(Path own, Set<Path> libraries) {
        try (ClassSources sources = new ClassSources(Set.of())) {
            sources.add(own);
            libraries.forEach(sources::addLibrary);
            return Compiled.rules(Auditor.audit(Program.read(sources)));
        }
    }

    @Test
    void fieldsOfOneHash_areNoSearchThroughAllKeys() {
        String service = """
                @RestController class C {
                    org.springframework.data.redis.core.StringRedisTemplate redis;
                    @GetMapping("/fields") Object fields() { return redis.opsForHash().keys("one"); }
                    @GetMapping("/bound") Object bound() { return redis.boundHashOps("one").keys(); }
                    @GetMapping("/members") Object members() { return redis.opsForSet().scan("one", null); }
                    @GetMapping("/all") Object all() { return redis.keys("*"); }
                }
                """;
        assertThat(Compiled.audit(folder, Shop.BASE + Shop.ONE + service).findings())
                .filteredOn(finding -> finding.rule() == Rule.KEYS_OR_SCAN)
                .extracting(Finding::entry)
                .containsExactly("GET /all");
    }

    @Test
    void messageListeners_areEntryPoints() {
        String kafka =
                "package org.springframework.kafka.annotation;\npublic @interface KafkaListener { String[] topics(); }";
        String listener = """
                @Component class Heard {
                    Prices prices;
                    @org.springframework.kafka.annotation.KafkaListener(topics = "prices") void on(String message) { prices.deleteAll(); }
                }
                """;
        assertThat(Compiled.audit(folder, Shop.BASE + Shop.ONE + listener, kafka)
                        .findings())
                .extracting(Finding::entry)
                .containsExactly("@KafkaListener Heard.on");
    }

    @Test
    void myBatisPlus_isKnownByItsBaseTypes() {
        String mapper = "package com.baomidou.mybatisplus.core.mapper;\n"
                + "public interface BaseMapper<T> { int insert(T row); int updateById(T row); T selectById(java.io.Serializable id); }";
        String name = "package com.baomidou.mybatisplus.annotation;\npublic @interface TableName { String value(); }";
        String source = """
                @com.baomidou.mybatisplus.annotation.TableName("sys_option") class Option { Long id; }
                interface OptionMapper extends com.baomidou.mybatisplus.core.mapper.BaseMapper<Option> {}
                @Service class Options {
                    OptionMapper mapper;
                    @Cacheable(cacheNames = "options", key = "#id") public Option get(Long id) { return mapper.selectById(id); }
                }
                @RestController class C {
                    OptionMapper mapper;
                    @PutMapping("/o") void put(Option option) { mapper.updateById(option); }
                    @PostMapping("/o") void post(Option option) { mapper.insert(option); }
                }
                """;
        assertThat(Compiled.audit(folder, Shop.BASE + source, mapper, name).findings())
                .extracting(finding -> finding.entry() + " " + finding.tables())
                .containsExactly("PUT /o [sys_option]");
    }
}
