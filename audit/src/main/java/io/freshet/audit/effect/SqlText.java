package io.freshet.audit.effect;

import io.freshet.sql.Reading;
import io.freshet.sql.StatementTexts;
import io.freshet.sql.TableRead;
import io.freshet.sql.WrittenTables;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.update.Update;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds in SQL which tables it reads and writes. */
final class SqlText {

    private static final StatementTexts READ = new StatementTexts();

    private SqlText() {}

    /** The effects of a statement; none if it cannot be told. */
    static Optional<List<Effect>> effects(String sql) {
        String text = sql.replaceAll("\\?\\d+", "?").strip();
        String verb = text.split("[\\s(]", 2)[0].toUpperCase(Locale.ROOT);
        Optional<Set<String>> written = WrittenTables.of(text);
        if (written.isPresent() && !written.get().isEmpty()) {
            Set<String> columns = verb.equals("UPDATE") ? assigned(text) : Set.of();
            return Optional.of(written.get().stream()
                    .map(table -> new Effect(operation(verb, text), bare(table), columns))
                    .toList());
        }
        if (READ.read(text) instanceof Reading.Reads reads) {
            List<Effect> effects = new ArrayList<>();
            for (TableRead read : reads.tables()) {
                Set<String> columns = read.isWhole() ? Set.of() : read.columns();
                effects.add(
                        new Effect(Effect.Operation.READ, read.table().name().toLowerCase(Locale.ROOT), columns));
            }
            return Optional.of(effects);
        }
        return Optional.empty();
    }

    private static String bare(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    private static Effect.Operation operation(String verb, String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "INSERT" ->
                (upper.contains("ON CONFLICT") && !upper.contains("DO NOTHING")) || upper.contains("ON DUPLICATE KEY")
                        ? Effect.Operation.UPSERT
                        : Effect.Operation.INSERT;
            case "UPDATE" -> Effect.Operation.UPDATE;
            case "DELETE", "TRUNCATE" -> Effect.Operation.DELETE;
            default -> Effect.Operation.UPSERT;
        };
    }

    private static Set<String> assigned(String sql) {
        Set<String> columns = new HashSet<>();
        try {
            if (CCJSqlParserUtil.parse(sql) instanceof Update update) {
                update.getUpdateSets()
                        .forEach(set -> set.getColumns()
                                .forEach(column -> columns.add(WrittenTables.plain(column.getColumnName()))));
            }
        } catch (JSQLParserException | RuntimeException e) {
            return Set.of();
        }
        return Set.copyOf(columns);
    }
}
