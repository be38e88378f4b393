package io.freshet.audit.effect;

import io.freshet.sql.SqlName;
import io.freshet.sql.TableRead;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds in a query over entities which tables it reads and writes. It reads words, not a grammar, so that what one provider adds to the language
 * does not matter: an entity stands after FROM, UPDATE, JOIN or a comma among these; a path from an alias over an association reads the
 * association's table.
 */
final class JpqlText {

    private static final Pattern WORD =
            Pattern.compile("'(?:[^']|'')*+'|[:?#][\\w.{}]+|[\\w$]+(?:\\.[\\w$]+)*|[^\\s\\w]");
    private static final Set<String> SOURCES = Set.of("FROM", "JOIN", "UPDATE", "INTO");
    private static final Set<String> SUMS = Set.of("COUNT", "SUM", "AVG", "MIN", "MAX");
    private static final Set<String> ENDS = Set.of(
            "WHERE", "SET", "GROUP", "ORDER", "HAVING", "ON", "LEFT", "RIGHT", "INNER", "OUTER", "SELECT", "UNION");

    private final Entities entities;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Set<String> tables = new LinkedHashSet<>();
    private boolean isUnclear;

    private JpqlText(Entities entities, String query) {
        this.entities = entities;
        Matcher matcher = WORD.matcher(query);
        while (matcher.find()) {
            words.add(matcher.group());
        }
    }

    /** The effects of a query; none if it names an entity that is not known. */
    static Optional<List<Effect>> effects(Entities entities, String query) {
        return new JpqlText(entities, query).effects();
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private Optional<List<Effect>> effects() {
        String verb = words.isEmpty() ? "" : upper(words.get(0));
        findSources();
        findPaths();
        if (isUnclear || tables.isEmpty()) {
            return Optional.empty();
        }
        List<Effect> effects = new ArrayList<>();
        String target = tables.iterator().next();
        switch (verb) {
            case "UPDATE" -> effects.add(new Effect(Effect.Operation.UPDATE, target, assigned()));
            case "DELETE" -> effects.add(Effect.of(Effect.Operation.DELETE, target));
            case "INSERT" -> effects.add(Effect.of(Effect.Operation.INSERT, target));
            default -> {
                effects.add(read(sumsUp() ? Effect.Operation.SUM_UP : Effect.Operation.READ, target));
                effects.addAll(eager());
            }
        }
        tables.stream().skip(1).forEach(table -> effects.add(read(Effect.Operation.READ, table)));
        return Optional.of(effects.stream().distinct().toList());
    }

    /**
     * What is read of a table: which columns, and which rows, by conditions that are all to be met. Of a table that stands there twice, or of a
     * query in a query, it is everything.
     */
    private Effect read(Effect.Operation operation, String table) {
        List<String> named = aliases.keySet().stream()
                .filter(alias -> tableOf(alias).equals(table))
                .toList();
        boolean isPlain = named.size() == 1
                && !ENDS.contains(upper(named.get(0)))
                && upperWords().stream().filter("SELECT"::equals).count() < 2;
        return isPlain ? new Columns(named.get(0)).effect(operation, table) : Effect.of(operation, table);
    }

    private String tableOf(String alias) {
        return Optional.ofNullable(aliases.get(alias)).flatMap(entities::table).orElse("");
    }

    /** What a query does with the columns of one alias. */
    private final class Columns {

        private final String alias;
        private final String type;
        private final Set<String> columns = new HashSet<>();
        private final Set<String> firm = new HashSet<>();
        private final Map<String, String> fixed = new HashMap<>();
        private final Set<TableRead.Match> matches = new HashSet<>();
        private boolean isWhole;

        Columns(String alias) {
            this.alias = alias;
            this.type = aliases.getOrDefault(alias, "");
        }

        Effect effect(Effect.Operation operation, String table) {
            look();
            Set<String> optional = new HashSet<>(columns);
            optional.removeAll(firm);
            return new Effect(
                    operation,
                    table,
                    isWhole ? Set.of() : columns,
                    matches,
                    Set.of(),
                    fixed,
                    isWhole ? Set.of() : optional);
        }

        private void look() {
            int where = upperWords().indexOf("WHERE");
            boolean areAllMet = where >= 0 && !upperWords().contains("NOT") && !isEither(where);
            int depth = 0;
            int optionalFrom = -1;
            for (int at = 0; at < words.size(); at++) {
                depth += words.get(at).equals("(") ? 1 : words.get(at).equals(")") ? -1 : 0;
                boolean endsOptional = optionalFrom > depth;
                optionalFrom = endsOptional ? -1 : optionalFrom < 0 && isOptional(at) ? depth : optionalFrom;
                column(at, optionalFrom >= 0);
                if (areAllMet && depth == 0 && at > where && words.get(at).equals("=")) {
                    equality(words.get(at - 1), word(at + 1));
                    equality(word(at + 1), words.get(at - 1));
                }
            }
        }

        /** Whether conditions stand beside each other of which one is enough. */
        private boolean isEither(int where) {
            int depth = 0;
            for (int at = where; at < words.size(); at++) {
                depth += words.get(at).equals("(") ? 1 : words.get(at).equals(")") ? -1 : 0;
                if (depth == 0 && upper(words.get(at)).equals("OR")) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a condition begins that holds if a parameter is not given: {@code (:text IS NULL OR ...)}. */
        private boolean isOptional(int at) {
            return words.get(at).equals("(")
                    && word(at + 1).startsWith(":")
                    && upper(word(at + 2)).equals("IS")
                    && upper(word(at + 3)).equals("NULL")
                    && upper(word(at + 4)).equals("OR");
        }

        private void column(int at, boolean isOptional) {
            String word = words.get(at);
            boolean isDeclared = at > 0
                    && (entities.typeNamed(words.get(at - 1))
                                    .filter(type::equals)
                                    .isPresent()
                            || upper(words.get(at - 1)).equals("AS"));
            if (word.equals(alias) && !isDeclared) {
                isWhole = true;
            } else if (word.startsWith(alias + ".")) {
                String[] steps = word.substring(alias.length() + 1).split("\\.", 2);
                boolean isPlain =
                        steps.length == 1 && entities.target(type, steps[0]).isEmpty();
                isWhole |= !isPlain;
                columns.add(entities.column(type, steps[0]));
                if (!isOptional) {
                    firm.add(entities.column(type, steps[0]));
                }
            }
        }

        private void equality(String own, String other) {
            if (own.startsWith(alias + ".")) {
                String column = entities.column(type, own.substring(alias.length() + 1));
                literal(other).ifPresent(value -> fixed.put(column, value));
                String[] steps = other.split("\\.", -1);
                String table = tableOf(steps[0]);
                if (steps.length == 2 && !table.isEmpty()) {
                    String joined = entities.column(aliases.getOrDefault(steps[0], ""), steps[1]);
                    matches.add(new TableRead.Match(column, SqlName.of(table), joined));
                }
            }
        }
    }

    /** A text, or the name of a constant of an enum: {@code 'A'}, {@code shop.Kind.A}. */
    private static Optional<String> literal(String word) {
        return word.startsWith("'")
                ? Optional.of(word.substring(1, word.length() - 1))
                : Optional.of(word.substring(word.lastIndexOf('.') + 1))
                        .filter(name -> word.indexOf('.') != word.lastIndexOf('.') && name.equals(upper(name)));
    }

    private List<String> upperWords() {
        return words.stream().map(JpqlText::upper).toList();
    }

    /** What is fetched with the entities that are selected as a whole. */
    private List<Effect> eager() {
        boolean isWhole = upper(word(0)).equals("FROM") || aliases.containsKey(selected());
        String type = isWhole
                ? aliases.getOrDefault(selected(), aliases.values().iterator().next())
                : "";
        return isWhole ? entities.associations().eager(type) : List.of();
    }

    private String selected() {
        return upper(word(1)).equals("DISTINCT") ? word(2) : word(1);
    }

    private boolean sumsUp() {
        return IntStream.range(1, words.size())
                .anyMatch(at -> words.get(at).equals("(") && SUMS.contains(upper(words.get(at - 1))));
    }

    private void findSources() {
        boolean isSource = false;
        boolean isAmongSources = false;
        for (int at = 0; at < words.size(); at++) {
            String word = upper(words.get(at));
            if (SOURCES.contains(word)) {
                isSource = !isFunction(at);
                isAmongSources = word.equals("FROM") && isSource;
            } else if (isSource && !Set.of("FETCH", "(").contains(word)) {
                addSource(at);
                isSource = false;
            } else if (isSource && word.equals("(")) {
                isSource = false;
            } else if (word.equals(",")) {
                isSource = isAmongSources;
            } else if (ENDS.contains(word) || word.equals(")")) {
                isAmongSources = false;
            }
        }
    }

    /** The FROM of {@code extract(year from x)} or {@code trim(both from x)} names no entity. */
    private boolean isFunction(int from) {
        for (int at = from - 1; at >= 0 && from - at < 5; at--) {
            if (words.get(at).equals("(") && at > 0) {
                return Set.of("EXTRACT", "TRIM", "SUBSTRING").contains(upper(words.get(at - 1)));
            }
        }
        return false;
    }

    private void addSource(int at) {
        String name = words.get(at);
        boolean isDeletion = at == 1 && upper(words.get(0)).equals("DELETE");
        Optional<String> type =
                name.equals("#{") ? Optional.empty() : entities.typeNamed(name).or(() -> path(name, name.length()));
        int next = at + 1;
        String alias = next < words.size() && upper(words.get(next)).equals("AS") ? word(next + 1) : word(next);
        type.ifPresent(known -> {
            aliases.put(alias, known);
            entities.table(known).ifPresent(tables::add);
        });
        isUnclear |= type.isEmpty() && !name.contains(".") && !isDeletion && !aliases.containsKey(name);
    }

    private String word(int at) {
        return at < words.size() ? words.get(at) : "";
    }

    /** What the path refers to, if an entity. */
    private Optional<String> path(String name, int end) {
        String[] steps = name.substring(0, end).split("\\.", -1);
        Optional<String> type = Optional.ofNullable(aliases.get(steps[0]));
        for (int at = 1; at < steps.length && type.isPresent(); at++) {
            String step = steps[at];
            type = type.flatMap(known -> entities.target(known, step));
        }
        return steps.length > 1 ? type : Optional.empty();
    }

    private void findPaths() {
        for (String word : words) {
            for (int dot = word.indexOf('.'); dot > 0; dot = word.indexOf('.', dot + 1)) {
                path(word, dot).flatMap(entities::table).ifPresent(tables::add);
            }
            path(word, word.length()).flatMap(entities::table).ifPresent(tables::add);
            List<String> steps = List.of(word.split("\\.", -1));
            Optional.ofNullable(aliases.get(steps.get(0)))
                    .ifPresent(type ->
                            tables.addAll(entities.associations().through(type, steps.subList(1, steps.size()))));
        }
    }

    private Set<String> assigned() {
        Set<String> columns = new HashSet<>();
        String type = aliases.values().iterator().next();
        int depth = 0;
        boolean isSet = false;
        for (int at = 0; at + 1 < words.size(); at++) {
            String word = upper(words.get(at));
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (word.equals("WHERE")) {
                break;
            }
            boolean isTarget = isSet && depth == 0 && words.get(at + 1).equals("=");
            if (isTarget) {
                String path = words.get(at);
                columns.add(entities.column(type, path.substring(path.indexOf('.') + 1)));
            }
            isSet |= word.equals("SET");
        }
        return columns;
    }
}
