package io.freshet.audit.effect;

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
            Pattern.compile("'(?:[^']|'')*'|[:?#][\\w.{}]+|[\\w$]+(?:\\.[\\w$]+)*|[^\\s\\w]");
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
                effects.add(Effect.of(sumsUp() ? Effect.Operation.SUM_UP : Effect.Operation.READ, target)
                        .with(fixed(target)));
                effects.addAll(eager());
            }
        }
        tables.stream()
                .skip(1)
                .forEach(table ->
                        effects.add(Effect.of(Effect.Operation.READ, table).with(fixed(table))));
        return Optional.of(effects.stream().distinct().toList());
    }

    /**
     * The columns of a table that each row has to have a value of which stands in the query: {@code e.kind = 'A'}, among conditions that are all
     * to be met. Of a table that stands there twice, or of a query in a query, nothing is said.
     */
    private Map<String, String> fixed(String table) {
        List<Map.Entry<String, String>> named = aliases.entrySet().stream()
                .filter(alias ->
                        entities.table(alias.getValue()).filter(table::equals).isPresent())
                .toList();
        int where = upperWords().indexOf("WHERE");
        boolean isPlain = named.size() == 1
                && where >= 0
                && upperWords().stream().filter("SELECT"::equals).count() < 2
                && !upperWords().contains("NOT");
        return isPlain ? fixed(named.get(0).getKey(), named.get(0).getValue(), where) : Map.of();
    }

    private Map<String, String> fixed(String alias, String type, int where) {
        Map<String, String> found = new HashMap<>();
        int depth = 0;
        for (int at = where + 1; at + 1 < words.size(); at++) {
            String word = words.get(at);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0 && upper(word).equals("OR")) {
                return Map.of();
            } else if (depth == 0
                    && words.get(at).equals("=")
                    && words.get(at - 1).startsWith(alias + ".")) {
                String column = entities.column(type, words.get(at - 1).substring(alias.length() + 1));
                literal(words.get(at + 1)).ifPresent(value -> found.put(column, value));
            }
        }
        return found;
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
