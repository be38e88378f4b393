package io.freshet.audit.effect;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import io.freshet.audit.rule.Audited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Mongo templates and repositories; the outlines of their types stand here in their place. */
class MongoTests {

    private static final String[] MONGO = {
        "package org.springframework.data.mongodb.core.mapping;\npublic @interface Document { String value() default \"\"; }",
        "package org.springframework.data.mongodb.core.query;\npublic class Query {}",
        "package org.springframework.data.mongodb.core.query;\npublic class Update { public static Update update(String key, Object value) { return null; }"
                + " public Update set(String key, Object value) { return this; } }",
        "package org.springframework.data.mongodb.core;\nimport org.springframework.data.mongodb.core.query.*;\npublic class MongoTemplate {"
                + " public <T> T save(T o) { return o; } public <T> T findOne(Query q, Class<T> type) { return null; }"
                + " public <T> java.util.List<T> find(Query q, Class<T> type) { return null; }"
                + " public Object remove(Query q, String name) { return null; }"
                + " public Object updateFirst(Query q, Update u, Class<?> type) { return null; } }",
        "package org.springframework.data.mongodb.repository;\npublic @interface Query { String value() default \"\"; boolean delete() default false; }",
        "package org.springframework.data.mongodb.repository;\npublic interface MongoRepository<T, I> { T save(T t); java.util.List<T> findAll(); }",
    };

    private static final String SOURCE = """
            @org.springframework.data.mongodb.core.mapping.Document class Visit { Long id; String name; }
            interface Visits extends org.springframework.data.mongodb.repository.MongoRepository<Visit, Long> {
                @org.springframework.data.mongodb.repository.Query("{ name: ?0 }") List<Visit> named(String name);
                @org.springframework.data.mongodb.repository.Query(value = "{ name: ?0 }", delete = true) void drop(String name);
            }
            @Service class Reader {
                org.springframework.data.mongodb.core.MongoTemplate mongo;
                Visits visits;
                @Cacheable("found") public Object found(String name) { return mongo.find(null, Visit.class); }
                @Cacheable("named") public Object named(String name) { return visits.named(name); }
            }
            @RestController class Writer {
                org.springframework.data.mongodb.core.MongoTemplate mongo;
                Visits visits;
                @PutMapping("/save") void save(Visit visit) { mongo.save(visit); }
                @PutMapping("/update") void update() {
                    mongo.updateFirst(null, org.springframework.data.mongodb.core.query.Update.update("name", "x").set("a.b", 1), Visit.class);
                }
                @DeleteMapping("/remove") void remove() { mongo.remove(null, "visit"); }
                @DeleteMapping("/other") void other() { mongo.remove(null, "other"); }
                @DeleteMapping("/drop") void drop() { visits.drop("x"); }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void templatesAndRepositories_areKnown() {
        String[] sources = new String[MONGO.length + 1];
        System.arraycopy(MONGO, 0, sources, 1, MONGO.length);
        sources[0] = Shop.BASE + SOURCE;
        Audited audited = Compiled.audit(folder, sources);
        assertThat(audited.findings())
                .filteredOn(finding -> finding.rule().id().equals("write-without-eviction"))
                .filteredOn(finding -> finding.tables().contains("visit"))
                .extracting(finding -> finding.cache() + " " + finding.entry())
                .containsExactlyInAnyOrder(
                        "found PUT /save",
                        "found PUT /update",
                        "found DELETE /remove",
                        "found DELETE /drop",
                        "named PUT /save",
                        "named PUT /update",
                        "named DELETE /remove",
                        "named DELETE /drop");
        assertThat(audited.unresolved()).isEmpty();
    }
}
