package io.freshet.remote;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.tag.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartitionsTests {

    private static final ChangeSet CHANGE = ChangeSet.of(
            new TransactionId(7, 50),
            IntStream.range(0, 50).mapToObj(i -> "table/t" + i).toList(),
            "a write");

    @Test
    void everyTag_belongsToOnePartition_andAllHaveSome() {
        Partitions partitions = new InProcessRemote(() -> 0, 5).partitions();
        Map<Integer, ChangeSet> split = partitions.split(CHANGE);
        List<Tag> all = new ArrayList<>();
        split.forEach((partition, part) -> {
            assertThat(part.tags()).allMatch(tag -> partitions.of(tag.hash()) == partition);
            assertThat(part.transaction()).isEqualTo(CHANGE.transaction());
            all.addAll(part.tags());
        });
        assertThat(all).containsExactlyInAnyOrderElementsOf(CHANGE.tags());
        assertThat(split).containsOnlyKeys(0, 1, 2, 3, 4);
    }

    @Test
    void negativeHashes_belongSomewhereToo() {
        assertThat(Partitions.of(-1, 7)).isBetween(0, 6);
        assertThat(Partitions.of(Long.MIN_VALUE, 3)).isBetween(0, 2);
        assertThat(Partitions.of(-5, 1)).isZero();
    }

    @Test
    void nothing_isSplitIntoNothing() {
        ChangeSet nothing = ChangeSet.of(List.of(), "");
        assertThat(new InProcessRemote(() -> 0, 1).partitions().split(nothing)).isEmpty();
        assertThat(new InProcessRemote(() -> 0, 3).partitions().split(nothing)).isEmpty();
        assertThatThrownBy(() -> new Partitions(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parts_haveAllTags_andTheTransactionIsNotedWithTheLast() {
        List<ChangeSet> parts = CHANGE.parts(20);
        assertThat(parts).extracting(part -> part.tags().size()).containsExactly(20, 20, 10);
        assertThat(parts).extracting(part -> part.transaction().isRecorded()).containsExactly(false, false, true);
        assertThat(parts.stream().flatMap(part -> part.tags().stream())).containsExactlyElementsOf(CHANGE.tags());
        assertThat(CHANGE.parts(50)).containsExactly(CHANGE);
    }
}
