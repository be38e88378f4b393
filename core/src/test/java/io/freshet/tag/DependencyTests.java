package io.freshet.tag;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class DependencyTests {

    private static boolean meet(Set<String> carried, Set<String> raised) {
        Set<String> common = new HashSet<>(carried);
        common.retainAll(raised);
        return !common.isEmpty();
    }

    @Test
    void aWriteOfOneTenant_reachesThatTenantAndWhatAllShare() {
        TableDependency bill = new TableDependency("Bill");
        Set<String> raised = bill.raisedBy("7");
        assertThat(meet(bill.carriedBy("7"), raised)).isTrue();
        assertThat(meet(bill.carriedBy(""), raised)).isTrue();
        assertThat(meet(bill.carriedBy("8"), raised)).isFalse();
    }

    @Test
    void aWriteOfUnknownRows_reachesEveryone() {
        TableDependency bill = new TableDependency("bill");
        assertThat(meet(bill.carriedBy("7"), bill.raisedBy(""))).isTrue();
        assertThat(meet(bill.carriedBy(""), bill.raisedBy(""))).isTrue();
    }

    @Test
    void aFreeTag_reachesItsTenantOrAll() {
        FreeDependency tag = new FreeDependency("prices");
        assertThat(meet(tag.carriedBy("7"), tag.raisedBy("7"))).isTrue();
        assertThat(meet(tag.carriedBy("8"), tag.raisedBy("7"))).isFalse();
        assertThat(meet(tag.carriedBy("8"), tag.raisedBy(""))).isTrue();
    }

    @Test
    void hashes_areStable_sinceTheyLieInRedis() {
        assertThat(Tag.hashOf("table/bill@7")).isEqualTo(Tag.of("table/bill@7").hash());
        assertThat(Long.toHexString(Tag.hashOf("*"))).isEqualTo("1d273896e8641a1d");
    }

    @Test
    void hashes_ofManyNames_differ() {
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            hashes.add(Tag.hashOf("row/bill#" + i));
        }
        assertThat(hashes).hasSize(200_000).doesNotContain(0L);
    }

    @Test
    void aVeryLongTag_isCut_andStillDiffersFromOthers() {
        String one = Tags.free("x".repeat(5_000));
        String other = Tags.free("x".repeat(5_000) + "y");
        assertThat(one).hasSizeLessThan(600).isNotEqualTo(other);
        assertThat(Tags.of(one, "7")).hasSizeLessThan(600);
    }
}
