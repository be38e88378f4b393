package io.freshet.test;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.test.cache.Leases;
import io.freshet.test.clinic.Pets;
import io.freshet.test.clinic.Vets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import static io.freshet.test.cache.CacheAssertions.arguments;
import static io.freshet.test.cache.CacheAssertions.assertThatCache;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Assertions, and what they say when they fail. */
@ClinicTest
class CacheAssertTests {

    @Autowired
    private Pets pets;

    @Autowired
    private Vets vets;

    @Autowired
    private Freshet freshet;

    @Test
    void keys_areWrittenBySegmentsOrArguments_ofWhateverNumberType() {
        pets.ofOwner(5, 10, true);
        assertThatCache("pet:of").isHitFor(10, 5).holds(List.of("Leo", "Basil"));
        assertThatCache("pet:of").isHitFor(10L, "5");
        assertThatCache("pet:of").isHitFor(arguments(5, 10, false));
        assertThatCache("pet:of").isMissFor(arguments(6, 10, true)).isMissFor(10, 6);
        assertThatThrownBy(() -> assertThatCache("pet:of").isHitFor(10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A key of cache 'pet:of' has 2 segments, [ownerId, limit] of pet:of:{ownerId}:{limit}, but 1 were"
                                + " given: [10]. To say what its method is called with, write arguments(...)");
        assertThatThrownBy(() -> assertThatCache("pet:of").isHitFor(arguments(10)))
                .hasMessageContaining("No method with @Cached and 1 parameters was found for cache 'pet:of'");
    }

    @Test
    void cachesOfSprings_areAskedByTheirNamesAndKeys() {
        vets.names("J");
        assertThatCache("vets").holds("J", List.of("James")).dependsOnTable("vet");
        assertThatCache("vets").isMissFor("K").isHitFor(arguments("J")).andInvalidatedBy(() -> vets.hire(2, "Jane"));
        vets.names("J");
        assertThatCache("vets").holds("J", List.of("James", "Jane"));
    }

    @Test
    void hit_isInvalidatedByAWriteToWhatWasRead_andNotByAnother() {
        pets.name(1);
        assertThatCache("pet:name")
                .isHitFor(1)
                .dependsOnTable("pet")
                .doesNotDependOnTable("visit")
                .andNotInvalidatedBy(() -> pets.visit(100, 1))
                .isHitFor(1)
                .andInvalidatedBy(() -> pets.rename(1, "Leo"))
                .isMissFor(1);
    }

    @Test
    void entryThatTheBlockLoadsAgain_wasInvalidatedAllTheSame() {
        pets.name(1);
        assertThatCache("pet:name")
                .isHitFor(1)
                .andInvalidatedBy(() -> {
                    pets.rename(1, "Leo");
                    pets.name(1);
                })
                .isHitFor(1);
    }

    @Test
    void writeThatIsTakenBack_invalidatesNothing() {
        pets.name(1);
        assertThatCache("pet:name")
                .isHitFor(1)
                .andNotInvalidatedBy(() -> assertThatThrownBy(() -> pets.renameAndFail(1, "x")));
    }

    @Test
    void tags_areDependedOn_andRaisedByHand() {
        pets.ofOwner(5, 10, true);
        assertThatCache("pet:of").isHitFor(10, 5).dependsOnTag("board").andInvalidatedBy(pets::turnBoard);
    }

    @Test
    void missingEntry_isExplainedByWhatTheCacheHolds_andByWhatInvalidatedIt() {
        pets.name(2);
        assertThatThrownBy(() -> assertThatCache("pet:name").isHitFor(9))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("to have an entry that is served under\n  pet:name:9\nbut nothing lies there")
                .hasMessageContaining("pet:name:2, served for 59");
        pets.rename(2, "Basil");
        assertThatThrownBy(() -> assertThatCache("pet:name").isHitFor(2))
                .hasMessageContaining("but it was invalidated by:\n  the write to pet")
                .hasMessageContaining("pet:name:2, invalidated");
    }

    @Test
    void entryThatIsThere_isExplainedByItsValue_andWhatItDependsOn() {
        pets.name(3);
        assertThatThrownBy(() -> assertThatCache("pet:name").isMissFor(3))
                .hasMessageContaining(
                        "to have nothing that is served under\n  pet:name:3\nbut it has\n  Rosy\nfor another 59")
                .hasMessageContaining("It depends on:\n  table pet, observed\n  its key and its cache");
        assertThatThrownBy(() -> assertThatCache("pet:name").isEmpty()).hasMessageContaining("pet:name:3, served for");
    }

    @Test
    void blockThatDoesNotInvalidate_isExplainedByWhatItWrote_andWhatWouldHaveMatched() {
        pets.name(1);
        assertThatThrownBy(() -> assertThatCache("pet:name").isHitFor(1).andInvalidatedBy(() -> pets.visit(101, 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "Expecting the entry of cache 'pet:name' under pet:name:1 to be invalidated by the block, but it"
                                + " is not and is still served.")
                .hasMessageContaining("It depends on:\n  table pet, observed")
                .hasMessageContaining("The block wrote:\n  write to visit")
                .hasMessageContaining("An entry that depends on table visit would have been invalidated");
        assertThatThrownBy(() -> assertThatCache("pet:name").isHitFor(1).andInvalidatedBy(() -> {}))
                .hasMessageContaining("The block committed nothing that was noticed");
        pets.ofOwner(5, 10, true);
        assertThatThrownBy(
                        () -> assertThatCache("pet:of").isHitFor(10, 5).andInvalidatedBy(() -> pets.rename(3, "Rosy")))
                .hasMessageContaining("rows of pet with owner_id = {ownerId}, here [10], declared")
                .hasMessageContaining("write to pet (statements on known rows): raises [rows/pet/owner_id=20, ")
                .hasMessageContaining("The entry depends on rows of table pet, but on none of those that were written");
    }

    @Test
    void blockThatInvalidates_isExplainedByTheTagsThatMatched() {
        pets.ofOwner(5, 10, true);
        assertThatThrownBy(
                        () -> assertThatCache("pet:of").isHitFor(10, 5).andNotInvalidatedBy(() -> pets.rename(1, "x")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not to be invalidated by the block, but it was by:\n  the write to pet")
                .hasMessageContaining("rows of pet with owner_id = {ownerId}, here [10], declared")
                .hasMessageContaining("tag board, declared");
        pets.rename(1, "Leo");
    }

    @Test
    void dependenciesAndTimes_areExplained() {
        pets.ofOwner(5, 10, true);
        var entry = assertThatCache("pet:of").isHitFor(10, 5);
        assertThatThrownBy(() -> entry.dependsOnTable("visit"))
                .hasMessageContaining("to depend on table visit.\nIt depends on:\n  ");
        assertThatThrownBy(() -> entry.doesNotDependOnTable("pet")).hasMessageContaining("not to depend on table pet");
        assertThatThrownBy(() -> entry.dependsOnTag("x")).hasMessageContaining("to depend on tag x");
        assertThatThrownBy(() -> entry.holds(List.of("Leo")))
                .hasMessageContaining("to hold\n  [Leo]\nbut it holds\n  [Leo, Basil]");
        assertThatThrownBy(() -> entry.expiresWithin(Duration.ofSeconds(30)))
                .hasMessageMatching("(?s).*to expire within 30 s, but it has 5\\d s left, of a time to live of 60 s.*");
    }

    @Test
    void loads_areCounted_howeverManyRead() {
        assertThatCache("pet:name")
                .loadsOnce(() -> Stream.generate(() -> CompletableFuture.supplyAsync(() -> pets.name(1)))
                        .limit(8)
                        .toList()
                        .forEach(CompletableFuture::join));
        assertThatCache("pet:name").loadsNothing(() -> pets.name(1));
        assertThatThrownBy(() -> assertThatCache("pet:name").loadsOnce(() -> {
                    pets.name(2);
                    pets.rename(2, "Basil");
                    pets.name(2);
                }))
                .hasMessageContaining("load once, but it loaded 2 times")
                .hasMessageContaining("2 by the loader");
    }

    @Test
    void unknownCache_isNamedWithTheNearest_andCheckedExceptionsComeThrough() {
        assertThatThrownBy(() -> assertThatCache("pet:nam"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no cache 'pet:nam'; the nearest is 'pet:name'");
        assertThatThrownBy(() -> assertThatCache("pet:name").loadsNothing(() -> {
                    throw new IOException("disk");
                }))
                .hasMessageContaining("The block of the assertion threw java.io.IOException: disk");
    }

    @Test
    void entriesOfATenant_areAskedForByItsName_orByThatOfTheThread() {
        String[] present = {"7"};
        try (Freshet ofTenants = Freshet.builder().tenants(() -> present[0]).build()) {
            Leases.await(ofTenants);
            Cache<Integer, String> bills = ofTenants
                    .cache("bill:{id}", Integer.class, String.class)
                    .dependsOnTables("bill")
                    .build();
            bills.get(1, id -> "of 7");
            assertThatCache(ofTenants, "bill").isHitFor(1L).dependsOnTable("bill");
            assertThatCache(ofTenants, "bill").ofTenant("8").isMissFor(1);
            present[0] = "";
            assertThatCache(ofTenants, "bill")
                    .ofTenant("7")
                    .isHitFor(1)
                    .andInvalidatedBy(() -> ofTenants.invalidateTenant("7"));
            assertThatThrownBy(() -> assertThatCache(ofTenants, "bill").isMissFor(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("say whose entries are meant, by assertThatCache(\"bill\").ofTenant(\"7\")");
        }
    }

    @Test
    void cachesOfAnInstance_areAskedWithoutSpring() {
        pets.name(1);
        assertThatCache(freshet, "pet:name").isHitFor(1).holds("Leo");
    }
}
