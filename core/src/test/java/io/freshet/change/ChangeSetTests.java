package io.freshet.change;

import io.freshet.tag.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeSetTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 8, 9, 40})
    void tags_comeOnceEach_inTheirOrder(int number) {
        List<String> names =
                IntStream.range(0, number).mapToObj(i -> "table/t" + i).toList();
        List<String> doubled = new ArrayList<>(names);
        doubled.addAll(names);

        assertThat(ChangeSet.of(names, "a test").tags()).extracting(Tag::name).containsExactlyElementsOf(names);
        assertThat(ChangeSet.of(doubled, "a test").tags()).extracting(Tag::name).containsExactlyElementsOf(names);
        assertThat(ChangeSet.of(doubled, "a test").hashes())
                .containsExactly(names.stream().mapToLong(Tag::hashOf).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9})
    void tagsOfOneHash_areBothNamed(int number) {
        List<Tag> tags = IntStream.range(0, number)
                .mapToObj(i -> new Tag("table/t" + i, 7))
                .toList();
        assertThat(ChangeSet.of(List.of(), "a test").withTags(tags).tags()).isEqualTo(tags);
    }
}
