package io.freshet.audit.effect;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import io.freshet.audit.rule.Audited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Chains of jOOQ over generated tables; the outlines of its types stand here in their place. */
class JooqTests {

    private static final String[] JOOQ = {
        "package org.jooq;\npublic interface Table<R> { Table<R> as(String alias); }",
        "package org.jooq;\npublic interface Field<T> {}",
        "package org.jooq;\npublic interface UpdatableRecord<R> { int store(); int delete(); }",
        "package org.jooq;\npublic interface UpdateSetStep<R> { <T> UpdateSetStep<R> set(Field<T> field, T value); int execute(); }",
        "package org.jooq;\npublic interface SelectStep<R> { SelectStep<R> from(Table<?> table); SelectStep<R> join(Table<?> table);"
                + " java.util.List<R> fetch(); }",
        "package org.jooq;\npublic interface DSLContext { <R> SelectStep<R> selectFrom(Table<R> table); SelectStep<Object> select(Field<?>... f);"
                + " <R> UpdateSetStep<R> update(Table<R> table); <R> UpdateSetStep<R> deleteFrom(Table<R> table); int fetchCount(Table<?> table);"
                + " <R> R newRecord(Table<R> table); }",
    };

    private static final String SOURCE = """
            class AuthorRecord implements org.jooq.UpdatableRecord<AuthorRecord> {
                public int store() { return 1; } public int delete() { return 1; }
            }
            class Author implements org.jooq.Table<AuthorRecord> {
                org.jooq.Field<String> NAME; org.jooq.Field<String> NOTE;
                public org.jooq.Table<AuthorRecord> as(String alias) { return this; }
            }
            class Book implements org.jooq.Table<AuthorRecord> { public org.jooq.Table<AuthorRecord> as(String alias) { return this; } }
            class Tables { static final Author AUTHOR = new Author(); static final Book BOOK_AUTHOR = new Book(); }
            @Service class Reader {
                org.jooq.DSLContext dsl;
                @Cacheable("authors") public Object authors(String name) { return dsl.select().from(Tables.AUTHOR.as("a")).join(Tables.BOOK_AUTHOR).fetch(); }
                @Cacheable("count") public int count(String name) { return dsl.fetchCount(Tables.AUTHOR); }
            }
            @RestController class Writer {
                org.jooq.DSLContext dsl;
                org.jooq.Table<?> any() { return null; }
                @PutMapping("/name") void name() { dsl.update(Tables.AUTHOR).set(Tables.AUTHOR.NAME, "x").execute(); }
                @PostMapping("/store") void store() { AuthorRecord r = dsl.newRecord(Tables.AUTHOR); r.store(); }
                @DeleteMapping("/books") void books() { dsl.deleteFrom(Tables.BOOK_AUTHOR).execute(); }
                @DeleteMapping("/any") void unknown() { dsl.deleteFrom(any()).execute(); }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void chainsOverGeneratedTables_areKnown() {
        String[] sources = new String[JOOQ.length + 1];
        System.arraycopy(JOOQ, 0, sources, 1, JOOQ.length);
        sources[0] = Shop.BASE + SOURCE;
        Audited audited = Compiled.audit(folder, sources);
        assertThat(audited.findings())
                .filteredOn(finding -> finding.rule().id().equals("write-without-eviction"))
                .extracting(finding -> finding.cache() + " " + finding.entry() + " " + finding.tables())
                .containsExactlyInAnyOrder(
                        "authors PUT /name [author]",
                        "authors POST /store [author]",
                        "authors DELETE /books [book_author]",
                        "count PUT /name [author]",
                        "count POST /store [author]");
        assertThat(audited.unresolved())
                .singleElement()
                .satisfies(each -> assertThat(each.what()).contains("DSLContext.deleteFrom"));
    }
}
