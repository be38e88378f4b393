package io.freshet.tag;

import io.freshet.key.KeyTemplate;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RelationsTests {

    private static final KeyTemplate SUMMARY = KeyTemplate.parse("client:summary:{id}");
    private static final KeyTemplate OTHER = KeyTemplate.parse("service:{id}");

    private static Relations relations(Relation... all) {
        return new Relations(
                List.of(all), entity -> Set.of(entity.getSimpleName().toLowerCase(Locale.ROOT)));
    }

    @Test
    void caches_areReachedByPattern_tag_andTable() {
        Relations relations = relations(
                Relation.ofTable("Payment").alsoPatterns("client:*"),
                Relation.ofTable("rate").alsoTags("money"),
                Relation.ofEntity(Integer.class).alsoTables("Bill"));

        assertThat(relations.sourcesOf(SUMMARY, List.of())).containsExactly("payment");
        assertThat(relations.sourcesOf(OTHER, List.of())).isEmpty();
        assertThat(relations.sourcesOf(OTHER, List.of(new FreeDependency("money"))))
                .containsExactly("rate");
        assertThat(relations.sourcesOf(OTHER, List.of(new TableDependency("bill"))))
                .containsExactly("integer");
        assertThat(relations.sourcesOf(OTHER, List.of(KeyedRows.of("bill", Map.of("client_id", "id"), List.of()))))
                .containsExactly("integer");
        assertThat(relations.sourcesOf(Set.of("bill", "other"))).containsExactly("integer");
        assertThat(relations.tables()).containsExactlyInAnyOrder("payment", "rate", "integer", "bill");
    }

    @Test
    void relations_holdOverSeveral_alsoInARing() {
        Relations relations = relations(
                Relation.ofTable("payment").alsoTables("bill"),
                Relation.ofTable("bill").alsoPatterns("client:*"),
                Relation.ofTable("refund").alsoEntities(Object.class).alsoTables("payment"),
                Relation.ofTable("bill").alsoTables("refund"));

        assertThat(relations.sourcesOf(SUMMARY, List.of())).containsExactlyInAnyOrder("bill", "payment", "refund");
        assertThat(relations.sourcesOf(Set.of("object"))).containsExactlyInAnyOrder("refund", "bill", "payment");
    }

    @Test
    void patterns_meanWholeCaches_andMatchSome() {
        Relations relations = relations(
                Relation.ofTable("payment").alsoPatterns("clint:summary:*"),
                Relation.ofTable("payment").alsoPatterns("client:summary:5"),
                Relation.ofTable("payment").alsoPatterns("client:summary:*", "client:*"));

        assertThat(relations.mistakes(List.of(SUMMARY)))
                .hasSize(2)
                .anyMatch(mistake -> mistake.contains(
                        "'clint:summary:*' matches no cache; the nearest key template is" + " 'client:summary:{id}'"))
                .anyMatch(mistake -> mistake.contains("'client:summary:5' fixes values of 'client:summary:{id}'"));
        assertThatThrownBy(() -> Relation.ofTable("payment").alsoPatterns("client:summary:{id}"))
                .hasMessageContaining("takes the values of [id]; write a star in their place");
        assertThatThrownBy(() -> Relation.ofTable("payment").alsoPatterns("client:su*"))
                .hasMessageContaining("a star stands for a whole segment");
    }
}
