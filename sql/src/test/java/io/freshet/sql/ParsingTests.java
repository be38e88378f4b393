package io.freshet.sql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Names that the parser takes for words of its own. */
class ParsingTests {

    private static String tables(String sql) {
        return new StatementTexts().read(sql) instanceof Reading.Reads reads
                ? reads.tables().stream()
                        .map(read -> read.table().toString())
                        .distinct()
                        .collect(Collectors.joining(" "))
                : "unclear";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"settings", "statement", "returns", "errors", "output", "script", "sample", "prior", "import"})
    void tablesAndColumns_mayHaveTheNamesOfSuchWords(String word) {
        assertThat(tables("SELECT a FROM " + word)).isEqualTo(word);
        assertThat(tables("SELECT " + word + ".a FROM " + word + " WHERE " + word + ".a = ?"))
                .isEqualTo(word);
        assertThat(tables("select x.a from shop." + word + " x join b on b.i = x.i"))
                .isEqualTo("shop." + word + " b");
        assertThat(tables("SELECT x." + word + ", " + word + " FROM b x ORDER BY " + word))
                .isEqualTo("b");
        assertThat(tables("SELECT a FROM b WHERE i IN (SELECT i FROM " + word + ")"))
                .isEqualTo("b " + word);
        assertThat(tables("SELECT a FROM " + word.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT a FROM settings WHERE t = 'the settings' AND u = 'it''s statement' -- returns | settings
            SELECT "Settings".a FROM "Settings" JOIN settings ON true /* statement */            | Settings settings
            SELECT a FROM settings WHERE t = $$ returns $$                                       | settings
            SELECT a FROM usersettings u, settings                                               | usersettings settings
            SELECT FROM FROM settings                                                            | unclear
            SELECT a FROM settings; SELECT a FROM statement                                      | unclear
            """)
    void onlyNames_areTakenForNames(String sql, String tables) {
        assertThat(tables(sql)).isEqualTo(tables);
    }

    @Test
    void writes_nameSuchTablesToo() {
        assertThat(WrittenTables.of("UPDATE settings SET value = 'returns' WHERE id = 1")
                        .orElseThrow())
                .extracting(Object::toString)
                .containsExactly("settings");
    }
}
