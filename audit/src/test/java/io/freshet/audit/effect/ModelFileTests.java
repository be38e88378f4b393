package io.freshet.audit.effect;

import io.freshet.audit.Compiled;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.run.AuditRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelFileTests {

    private static final String STORE = """
            package store;

            public interface PriceStore {
                Long find(Long id);

                void save(Long id, Long price);

                void log(String text);
            }
            """;

    private static final String SHOP = """
            package shop;

            import org.springframework.cache.annotation.Cacheable;
            import org.springframework.stereotype.Service;
            import org.springframework.web.bind.annotation.PutMapping;
            import org.springframework.web.bind.annotation.RestController;
            import store.PriceStore;

            @Service
            class Prices {
                PriceStore store;

                @Cacheable(cacheNames = "prices", key = "#id")
                public Long price(Long id) {
                    return store.find(id);
                }
            }

            @RestController
            class PriceController {
                PriceStore store;

                @PutMapping("/prices")
                void change(Long id, Long price) {
                    store.log("change");
                    store.save(id, price);
                }
            }
            """;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private Audited audit(String... lines) throws IOException {
        Path library = Files.createDirectories(folder.resolve("library"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Compiled.compile(library, List.of("-g"), STORE);
        Compiled.compile(
                classes,
                List.of("-g", "-parameters", "-cp", library + ":" + System.getProperty("java.class.path")),
                SHOP);
        AuditRun run = new AuditRun().path(classes).progress(said::add);
        if (lines.length > 0) {
            run.model(Files.write(folder.resolve("effects.model"), List.of(lines)));
        }
        return run.audit();
    }

    @Test
    void withoutAModel_nothingIsKnownOfTheStore() throws IOException {
        Audited audited = audit();
        assertThat(Compiled.rules(audited)).doesNotContain("write-without-eviction");
        assertThat(audited.unresolved()).anyMatch(each -> each.what().contains("prices"));
    }

    @Test
    void whatTheModelSays_isHeldAgainstTheCaches() throws IOException {
        Audited audited = audit(
                "# the store is a library",
                "",
                "store.PriceStore.find(java.lang.Long) = read price(id, amount); read currency",
                "store.PriceStore.save = update Price(amount)",
                "store.PriceStore.log = nothing");
        assertThat(audited.findings())
                .filteredOn(finding -> finding.rule().id().equals("write-without-eviction"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.tables()).containsExactly("price");
                    assertThat(finding.entry()).isEqualTo("PUT /prices");
                });
        assertThat(audited.unresolved()).isEmpty();
        assertThat(said).noneMatch(line -> line.contains("no call is of"));
    }

    @Test
    void aSchemaBeforeATable_isLeftOut_asInSql() throws IOException {
        assertThat(Compiled.rules(
                        audit("store.PriceStore.find = read price", "store.PriceStore.save = upsert \"public\".price")))
                .contains("write-without-eviction");
        assertThat(Compiled.rules(
                        audit("store.PriceStore.find = read app.public.price", "store.PriceStore.save = upsert price")))
                .contains("write-without-eviction");
    }

    @Test
    void otherColumns_orNothing_areNotReported() throws IOException {
        assertThat(Compiled.rules(audit(
                        "store.PriceStore.find = read price(amount)", "store.PriceStore.save = update price(note)")))
                .doesNotContain("write-without-eviction");
        assertThat(Compiled.rules(audit("store.PriceStore.find = read price", "store.PriceStore.* = nothing")))
                .doesNotContain("write-without-eviction");
    }

    @Test
    void aLineThatIsOfNoCall_isTold() throws IOException {
        audit("store.PriceStore.store = update price", "store.PriceStore.find(long) = read price");
        assertThat(said)
                .anyMatch(
                        line -> line.contains("effects.model:1: no call is of 'store.PriceStore.store = update price'"))
                .anyMatch(line -> line.contains("effects.model:2: no call is of"));
    }

    @Test
    void everyMistake_isNamedWithItsLine() {
        assertThatThrownBy(() -> audit(
                        "store.PriceStore.save: update price",
                        "store.PriceStore.save = writes price",
                        "store.PriceStore.save = update price; ",
                        "save = update price"))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("effects.model:1: 'store.PriceStore.save: update price' is no line")
                .hasMessageContaining("effects.model:2: 'writes price' is no effect: write read, count")
                .hasMessageContaining("effects.model:3: '' is no effect")
                .hasMessageContaining("effects.model:4: 'save = update price' is no line");
        assertThatThrownBy(() -> new AuditRun()
                        .path(folder)
                        .model(folder.resolve("missing.model"))
                        .audit())
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("missing.model cannot be read");
    }
}
