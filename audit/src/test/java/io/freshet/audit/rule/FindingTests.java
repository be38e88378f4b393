package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Fingerprints: one for each finding, and the same in later versions of the program. */
class FindingTests {

    private static final String IN_A_LAMBDA = """
            @RestController class C {
                Prices prices; TransactionTemplate transaction;
                FIRST
                @DeleteMapping("/p") void delete(Long id) { transaction.executeWithoutResult(status -> prices.deleteById(id)); }
            }
            """;

    @TempDir
    private Path folder;

    private List<Finding> missed(String source) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        return Compiled.audit(classes, Shop.BASE + Shop.ONE + source).findings().stream()
                .filter(finding -> finding.rule() == Rule.WRITE_WITHOUT_EVICTION)
                .toList();
    }

    private static List<String> fingerprints(List<Finding> findings) {
        return findings.stream().map(Finding::fingerprint).distinct().toList();
    }

    @Test
    void aFinding_isTheSame_howeverManyLambdasAndClassesStandBeforeIt() throws IOException {
        List<Finding> before = missed(IN_A_LAMBDA.replace("FIRST", ""));
        List<Finding> after =
                missed(IN_A_LAMBDA.replace("FIRST", "Runnable first() { return () -> System.out.println(1); }"));
        assertThat(before).hasSize(1);
        assertThat(fingerprints(after)).isEqualTo(fingerprints(before));
        String anonymous = IN_A_LAMBDA
                .replace("status -> prices.deleteById(id)", """
                new java.util.function.Consumer<TransactionStatus>() { public void accept(TransactionStatus status) { prices.deleteById(id); } }
                """)
                .replace("TransactionStatus", "org.springframework.transaction.TransactionStatus");
        assertThat(fingerprints(missed(anonymous.replace("FIRST", "Object first = new Object() {};"))))
                .isNotEmpty()
                .isEqualTo(fingerprints(missed(anonymous.replace("FIRST", ""))));
    }

    @Test
    void classesOfTheSameName_areTwoFindings() throws IOException {
        List<Finding> found = missed("""
                class Users { @Component("users") static class Cleaner { Prices prices; @Scheduled(fixedRate = 1) void run() { prices.deleteAll(); } } }
                class Orders { @Component("orders") static class Cleaner { Prices prices; @Scheduled(fixedRate = 1) void run() { prices.deleteAll(); } } }
                """);
        assertThat(found).hasSize(2).extracting(Finding::entry).containsOnly("@Scheduled Cleaner.run");
        assertThat(fingerprints(found)).hasSize(2);
    }

    @Test
    void aClassOfTheSameName_thatEvicts_isHandled() throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        Audited audited = Compiled.audit(classes, Shop.BASE + Shop.ONE + """
                class Users { @Component("users") static class Cleaner { Prices prices; @Scheduled(fixedRate = 1) void run() { prices.deleteAll(); } } }
                class Orders {
                    @Component("orders") static class Cleaner {
                        Prices prices;
                        @CacheEvict(cacheNames = "prices", allEntries = true) @Scheduled(fixedRate = 1) public void run() { prices.deleteAll(); }
                    }
                }
                """);
        assertThat(audited.inventory().entries())
                .filteredOn(entry -> entry.label().equals("@Scheduled Cleaner.run"))
                .extracting(Inventory.Entry::worst)
                .containsExactlyInAnyOrder(Inventory.State.STALE, Inventory.State.EVICTED);
    }

    @Test
    void methodsOfTheSameName_areTwoFindings() throws IOException {
        List<Finding> found = missed("""
                @Service class Bulk {
                    Prices prices;
                    public void drop(Long id) { prices.deleteById(id); }
                    public void drop(Price one) { prices.delete(one); }
                }
                """);
        assertThat(found).hasSize(2);
        assertThat(fingerprints(found)).hasSize(2);
    }

    @Test
    void classesWithoutNames_areAFindingEach_andOneMoreIsOneMore() throws IOException {
        String listener =
                "ApplicationListener<ApplicationEvent> %s = new ApplicationListener<>() { public void onApplicationEvent(ApplicationEvent event) { prices.deleteAll(); } };\n";
        String two = listener.formatted("one") + listener.formatted("two");
        List<Finding> before = missed("@Component class Hearing { Prices prices;\n" + two + "}");
        assertThat(before).hasSize(2);
        assertThat(fingerprints(before)).hasSize(2);
        List<Finding> after =
                missed("@Component class Hearing { Prices prices;\n" + listener.formatted("zero") + two + "}");
        assertThat(fingerprints(after)).hasSize(3).containsAll(fingerprints(before));
    }
}
