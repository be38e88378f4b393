package io.freshet.audit.effect;

import io.freshet.sql.KeyWrite;
import io.freshet.sql.Operand;
import io.freshet.sql.Reading;
import io.freshet.sql.StatementTexts;
import io.freshet.sql.TableRead;
import io.freshet.sql.WrittenTables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds in SQL which tables it reads and writes. */
final class SqlText {

    private static final Pattern SUMS = Pattern.compile("\\b(count|sum|avg|min|max)\\s*\\(", Pattern.CASE_INSENSITIVE);
    private static final StatementTexts READ = new StatementTexts();

    private SqlText() {}

    /** The effects of a statement; none if it cannot be told. */
    static Optional<List<Effect>> effects(String sql) {
        Optional<List<Effect>> parsed = parsed(sql);
        return parsed.isPresent() ? parsed : SqlWords.effects(sql.strip());
    }

    /** The effects of several statements with semicolons between them. */
    static Optional<List<Effect>> ofScript(String sql) {
        List<Effect> effects = new ArrayList<>();
        for (String statement : sql.split(";", -1)) {
            Optional<List<Effect>> found = statement.isBlank() ? Optional.of(List.of()) : effects(statement);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            effects.addAll(found.get());
        }
        return Optional.of(effects);
    }

    private static Optional<List<Effect>> parsed(String sql) {
        String text = sql.replaceAll("\\?\\d+", "?")
                .replaceAll("(?i)\\bin\\s+\\?", "in (?)")
                .strip();
        String verb = text.split("[\\s(]", 2)[0].toUpperCase(Locale.ROOT);
        Optional<Set<String>> written = WrittenTables.of(text);
        if (written.isPresent() && !written.get().isEmpty()) {
            Set<String> columns = verb.equals("UPDATE") ? assigned(text) : Set.of();
            return Optional.of(written.get().stream()
                    .map(table -> new Effect(operation(verb, text), bare(table), columns))
                    .toList());
        }
        if (READ.read(text) instanceof Reading.Reads reads) {
            Effect.Operation reading = SUMS.matcher(text).find() ? Effect.Operation.SUM_UP : Effect.Operation.READ;
            List<Effect> effects = new ArrayList<>();
            for (TableRead read : reads.tables()) {
                Set<String> columns = read.isWhole() ? Set.of() : read.columns();
                effects.add(new Effect(
                        reading,
                        read.table().name().toLowerCase(Locale.ROOT),
                        columns,
                        read.matches(),
                        parameters(read),
                        literals(read),
                        Set.of()));
            }
            return Optional.of(effects);
        }
        return Optional.empty();
    }

    private static Set<String> parameters(TableRead read) {
        return read.pinned().entrySet().stream()
                .filter(pin -> !(pin.getValue() instanceof Operand.Literal))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> literals(TableRead read) {
        Map<String, String> literals = new HashMap<>();
        read.pinned().forEach((column, value) -> {
            if (value instanceof Operand.Literal literal) {
                literals.put(column, literal.text());
            }
        });
        return literals;
    }

    /** The name of a table without its schema. */
    static String bare(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /** What a statement that writes does to rows. */
    static Effect.Operation operation(String verb, String text) {
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
        return KeyWrite.of(sql).stream()
                .filter(KeyWrite.Updates.class::isInstance)
                .flatMap(update -> ((KeyWrite.Updates) update).columns().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
