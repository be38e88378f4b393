package io.freshet.read;

import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.tag.KeyTags;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Shapes;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tag;
import org.junit.jupiter.api.Test;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class TagSetTests {

    private final KeyedRows rows = KeyedRows.of("visit", Map.of("client_id", "client"), List.of());
    private final CacheKey key = KeyTemplate.parse("visits:{client}").key("7", 5);
    private final LiveShapes live = new LiveShapes();
    private final TagSet tags = new TagSet(List.of(rows), live);

    @Test
    void rows_thatNoWriterTellsYet_areTheWholeTable() {
        assertThat(tags.ofDependencies(key))
                .containsExactlyInAnyOrder(hashes(new TableDependency("visit").carriedBy("7")));
    }

    @Test
    void rows_thatWritersTell_areCarriedFromThenOn() {
        tags.ofDependencies(key);
        live.add(Shapes.of(List.of(rows)));
        assertThat(tags.ofDependencies(key))
                .containsExactlyInAnyOrder(hashes(rows.at(key).carriedBy("7")));
        assertThat(tags.ofDependencies(key)).contains(Tag.hashOf("rows/visit/client_id=5@7"));
    }

    /** What captured statements raise, which know tables only. */
    @Test
    void rows_areInvalidatedByWritersThatKnowTablesOnly() {
        live.add(Shapes.of(List.of(rows)));
        assertThat(tags.ofDependencies(key)).contains(Tag.hashOf("table/visit?"));
        assertThat(new TableDependency("visit").raisedBy("")).contains("table/visit?");
    }

    @Test
    void tags_ofAnEntry_areNamedOnce_howeverManyThereAre() {
        long[] ofKey = hashes(KeyTags.carriedBy(key));
        for (int others : new int[] {0, 3, 1_000}) {
            long[] stored = LongStream.concat(LongStream.rangeClosed(1, others), LongStream.of(ofKey))
                    .toArray();
            long[] all = tags.all(
                    key,
                    LongStream.concat(LongStream.of(stored), LongStream.of(stored))
                            .toArray());
            long[] rest = LongStream.concat(LongStream.of(tags.ofDependencies(key)), LongStream.rangeClosed(1, others))
                    .toArray();
            assertThat(all)
                    .doesNotHaveDuplicates()
                    .contains(ofKey)
                    .contains(rest)
                    .hasSize(ofKey.length + rest.length);
            assertThat(TagSet.withoutThoseOf(key, all)).containsExactly(rest);
        }
    }

    private static long[] hashes(Collection<String> names) {
        return names.stream().mapToLong(Tag::hashOf).toArray();
    }
}
