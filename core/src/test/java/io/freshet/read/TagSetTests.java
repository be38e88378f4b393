package io.freshet.read;

import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Shapes;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tag;
import org.junit.jupiter.api.Test;

import java.util.Collection;
import java.util.List;
import java.util.Map;

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

    private static long[] hashes(Collection<String> names) {
        return names.stream().mapToLong(Tag::hashOf).toArray();
    }
}
