package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code @SuppressAudit} holds for, and for nothing else. */
class SuppressionsTests {

    @TempDir
    private Path folder;

    private Audited audit(String source) {
        return Compiled.audit(folder, Shop.BASE + Shop.ONE + source);
    }

    private static List<String> found(Audited audited) {
        return audited.findings().stream()
                .map(finding -> finding.rule().id() + " " + finding.entry())
                .filter(text -> !text.startsWith("never-evicted"))
                .toList();
    }

    private static List<String> reasons(Audited audited) {
        return audited.suppressed().stream()
                .map(each -> each.reason() + ": " + each.finding().entry())
                .sorted()
                .toList();
    }

    @Test
    void aClassOfTheSameName_isNotMeant() {
        Audited audited = audit("""
                class V1 {
                    @RestController static class PriceController {
                        Prices prices;
                        @SuppressAudit(reason = "shut off on Friday") @DeleteMapping("/v1") void delete(Long id) { prices.deleteById(id); }
                    }
                }
                class V2 {
                    @RestController static class PriceController {
                        Prices prices;
                        @DeleteMapping("/v2") void delete(Long id) { prices.deleteById(id); }
                    }
                }
                """);
        assertThat(found(audited)).containsExactly("write-without-eviction DELETE /v2");
        assertThat(reasons(audited)).containsExactly("shut off on Friday: DELETE /v1");
    }

    @Test
    void anotherMethodOfTheSameName_isNotMeant_andHasItsOwn() {
        String controller = """
                @RestController class C {
                    Prices prices;
                    @SuppressAudit(reason = "by id", rules = "write-without-eviction")
                    @DeleteMapping("/id") void delete(Long id) { prices.deleteById(id); }
                    SECOND
                    @DeleteMapping("/all") void delete() { prices.deleteAll(); }
                }
                """;
        Audited one = audit(controller.replace("SECOND", ""));
        assertThat(found(one)).containsExactly("write-without-eviction DELETE /all");
        assertThat(reasons(one)).containsExactly("by id: DELETE /id");
        Audited both = audit(controller.replace("SECOND", "@SuppressAudit(reason = \"all\", rules = \"no-ttl\")"));
        assertThat(found(both)).containsExactly("write-without-eviction DELETE /all");
        assertThat(reasons(both)).containsExactly("by id: DELETE /id");
    }

    @Test
    void whatStandsOnAMethodThatIsInherited_isMeant() {
        Audited audited = audit("""
                abstract class Base {
                    Prices prices;
                    @SuppressAudit(reason = "of the base") @DeleteMapping("/p") public void delete(Long id) { prices.deleteById(id); }
                }
                @RestController class C extends Base {}
                """);
        assertThat(found(audited)).isEmpty();
        assertThat(reasons(audited)).containsExactly("of the base: DELETE /p");
    }
}
