package io.freshet.tag;

import io.freshet.key.KeyTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConditionTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status='ACCEPTED' | status = 'ACCEPTED'",
                "status != 'A' | status <> 'A'",
                "a = 1 and b = 2 | a = 1 AND b = 2",
                "b = 2 AND a = 1 AND b = 2 | a = 1 AND b = 2",
                "b = 2 OR a = 1 AND c = -007 | a = 1 AND c = -7 OR b = 2",
                "(b = 2 OR a = 1) AND c = 3 | (a = 1 OR b = 2) AND c = 3",
                "((a = 1)) | a = 1",
                "NOT a = 1 | a <> 1",
                "NOT NOT a <= 1 | a <= 1",
                "NOT (a < 1 OR b >= TRUE AND c IS NULL) | a >= 1 AND (b < TRUE OR c IS NOT NULL)",
                "NOT (a IN (2, 1) AND (b IS NOT NULL OR c > 'x')) | a NOT IN (1, 2) OR b IS NULL AND c <= 'x'",
                "a NOT IN ('it''s', 'b', 'b') | a NOT IN ('b', 'it''s')",
                "a IN ('b') | a = 'b'",
                "day >= date '2026-02-01' | day >= DATE '2026-02-01'",
                "\"Odd \"\"name\" = false | \"Odd \"\"name\" = FALSE",
                "\"and\" IS NULL | \"and\" IS NULL",
            })
    void textsThatSayTheSame_areOneCondition(String text, String normal) {
        Condition condition = Condition.parse(text);
        assertThat(condition.toString()).isEqualTo(normal);
        assertThat(Condition.parse(normal)).as("read again").isEqualTo(condition);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status = | 9 | a constant was expected",
                "status 'A' | 8 | =, <>, <, <=, >, >=, IN, NOT IN or IS was expected, but it says 'A'",
                "= 5 | 1 | the name of a column was expected, but it says =",
                "a = 1 b = 2 | 7 | AND, OR or the end was expected, but it says b",
                "(a = 1 | 7 | ) was expected, but it ends",
                "a = 'x | 5 | the quote is not closed",
                "a = 1.5 | 5 | '1' means nothing here",
                "a = 1; DROP TABLE bill | 6 | ';' means nothing here",
                "a = NULL | 5 | write IS NULL or IS NOT NULL",
                "a = b | 5 | a constant was expected",
                "a = DATE '2026-02-30' | 10 | '2026-02-30' is no date",
                "a IN () | 7 | a constant was expected",
                "a IS 5 | 6 | NULL was expected, but it says 5",
                "NOT | 4 | the name of a column was expected, but it ends",
                "lower(a) = 'x' | 6 | was expected, but it says (",
            })
    void whatCannotBeRead_isSaidWithItsPlace(String text, int position, String problem) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining("\"" + text + "\" cannot be read at character " + position + ": ")
                .hasMessageContaining(problem)
                .extracting(e -> ((ConditionException) e).position())
                .isEqualTo(position - 1);
    }

    @Test
    void tooMuch_isRefused() {
        assertThatThrownBy(() -> Condition.parse("(".repeat(60) + "a = 1" + ")".repeat(60)))
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> Condition.parse("a = '" + "x".repeat(2_000) + "'"))
                .hasMessageContaining("2000 characters");
    }

    @Test
    void condition_isPartOfShapeAndTag_andItsColumnsAreRead() {
        Shape accepted = Shape.of("Quote", List.of("client_id"), List.of("amount"), Condition.parse("Status = 'A'"));
        Shape again = Shape.of("quote", List.of("client_id"), List.of("amount"), Condition.parse("status='A'"));
        Shape lower = Shape.of("quote", List.of("client_id"), List.of("amount"), Condition.parse("status = 'a'"));
        assertThat(accepted).isEqualTo(again).isNotEqualTo(lower);
        assertThat(accepted.reads()).containsExactly("amount", "client_id", "status");
        assertThat(accepted).hasToString("quote by client_id where status = 'A' reading amount, client_id, status");
        assertThat(Tags.rows(accepted, List.of("5"), ""))
                .matches("rows/quote\\[amount,client_id,status,where:[0-9a-f]{16}]/client_id=5")
                .isNotEqualTo(Tags.rows(lower, List.of("5"), ""));
        assertThat(accepted.marks())
                .filteredOn(name -> name.startsWith("where:"))
                .hasSize(1);
        assertThat(accepted.isWholeTable()).isFalse();
    }

    @Test
    void conditionAlone_isNoWholeTable_andReadsEveryColumn() {
        Shape accepted = Shape.of("quote", List.of(), List.of(), Condition.parse("status = 'A'"));
        assertThat(accepted.isWholeTable()).isFalse();
        assertThat(accepted.reads()).isEmpty();
        assertThat(Tags.rows(accepted, List.of(), "")).matches("rows/quote\\[where:[0-9a-f]{16}]/");
        assertThat(Condition.parse(" ").isAlways()).isTrue();
        assertThat(Shape.of("quote", List.of(), List.of(), Condition.parse("")).isWholeTable())
                .isTrue();
    }

    /** As the registry keeps them; an application that knows no conditions makes a shape of the marks, and a tag of that. */
    @Test
    void shapes_areKnownByTheirMarks_andHaveTheTagThatTheirMarksHave() {
        Condition some = Condition.parse("amount > 5");
        for (Shape shape : List.of(
                Shape.of("quote", List.of("amount"), List.of(), some),
                Shape.of("quote", List.of("amount"), List.of("amount"), some),
                Shape.of("quote", List.of("amount", "id"), List.of("note"), some),
                Shape.of("quote", List.of(), List.of(), some),
                Shape.of("quote", List.of("id"), List.of(), some),
                Shape.of("quote", List.of("id"), List.of("id")),
                Shape.of("quote", List.of("id"), List.of()))) {
            assertThat(Shape.ofMarks("quote", shape.pinned(), shape.marks(), shape.where()))
                    .isEqualTo(shape);
            Shape taken = Shape.of("quote", shape.pinned(), shape.marks());
            assertThat(Tags.pieces(taken)).isEqualTo(Tags.pieces(shape));
            assertThat(Shape.ofMarks("quote", shape.pinned(), shape.marks(), Condition.parse("id = 1")))
                    .as("a condition that is not its own")
                    .isEqualTo(taken);
        }
    }

    @Test
    void entry_carriesTheRowsOfItsCondition_andTheTablesUnknownRows() {
        KeyedRows rows =
                KeyedRows.of("quote", Map.of("client_id", "client"), List.of(), Condition.parse("open = TRUE"));
        Dependency dependency = rows.at(KeyTemplate.parse("quotes:{client}").key("", 5));
        assertThat(dependency).isInstanceOf(RowsDependency.class);
        assertThat(dependency.carriedBy(""))
                .contains(Tags.rows(rows.shape(), List.of("5"), ""), "table/quote?")
                .doesNotContain("table/quote");
        assertThat(rows).hasToString("rows of quote with client_id = {client} where open = TRUE");
    }
}
