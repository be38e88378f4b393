package io.freshet.audit.effect;

import io.freshet.audit.model.AuditException;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.scan.Program;
import io.freshet.sql.WrittenTables;
import org.objectweb.asm.Type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a team says that calls do which the audit does not know: a store of its own, a client of another service. One line for each:
 *
 * <pre>
 * # the price list is kept by a library
 * com.acme.store.PriceStore.save = upsert price
 * com.acme.store.PriceStore.find(java.lang.Long) = read price(id, amount); read currency
 * com.acme.search.Index.* = nothing
 * </pre>
 *
 * A line holds for calls on the class and on what extends or implements it. Not thread-safe: it remembers which lines were of use.
 */
public final class ModelFile {

    private static final Pattern LINE = Pattern.compile(
            "(?<type>[\\w$.]+)\\.(?<method>[\\w$]+|\\*)(?<parameters>\\([\\w$., \\[\\]]*\\))?\\s*=\\s*(?<effects>.*)");
    private static final Pattern EFFECT =
            Pattern.compile("(?<operation>[a-z]+)\\s+(?<table>[\\w$.\"-]+)\\s*(\\((?<columns>[^()]*)\\))?");
    private static final Map<String, Effect.Operation> OPERATIONS = Map.of(
            "read", Effect.Operation.READ,
            "count", Effect.Operation.SUM_UP,
            "insert", Effect.Operation.INSERT,
            "update", Effect.Operation.UPDATE,
            "upsert", Effect.Operation.UPSERT,
            "delete", Effect.Operation.DELETE);

    private final Map<String, List<Line>> byType = new HashMap<>();
    private final Set<Line> used = new HashSet<>();

    private record Line(
            String place, String text, String method, Optional<List<String>> parameters, List<Effect> effects) {

        boolean isOf(MethodId id) {
            return (method.equals("*") || method.equals(id.name()))
                    && parameters.stream()
                            .allMatch(types -> types.equals(Arrays.stream(id.parameterTypes())
                                    .map(Type::getClassName)
                                    .toList()));
        }
    }

    private ModelFile() {}

    /** Nothing is said. */
    public static ModelFile none() {
        return new ModelFile();
    }

    /**
     * What files say.
     *
     * @throws AuditException if one cannot be read; with all lines that say nothing that can be understood
     */
    public static ModelFile read(List<Path> files) {
        ModelFile model = new ModelFile();
        List<String> mistakes = new ArrayList<>();
        for (Path file : files) {
            try {
                List<String> lines = Files.readAllLines(file);
                for (int at = 0; at < lines.size(); at++) {
                    model.add(file + ":" + (at + 1), lines.get(at).strip(), mistakes);
                }
            } catch (IOException e) {
                throw new AuditException("the model file " + file + " cannot be read: " + e, e);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new AuditException(String.join("\n", mistakes), null);
        }
        return model;
    }

    private void add(String place, String text, List<String> mistakes) {
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            mistakes.add(
                    place + ": '" + text
                            + "' is no line of a model file: write com.acme.Store.save = upsert price, or com.acme.Store.* = nothing");
            return;
        }
        List<Effect> effects = new ArrayList<>();
        if (!line.group("effects").equals("nothing")) {
            for (String effect : line.group("effects").split(";", -1)) {
                effect(effect.strip(), place, mistakes).ifPresent(effects::add);
            }
        }
        byType.computeIfAbsent(line.group("type").replace('.', '/'), key -> new ArrayList<>())
                .add(new Line(place, text, line.group("method"), parameters(line.group("parameters")), effects));
    }

    private static Optional<List<String>> parameters(String text) {
        return Optional.ofNullable(text)
                .map(types -> types.substring(1, types.length() - 1).strip())
                .map(types -> types.isEmpty() ? List.of() : List.of(types.split("\\s*,\\s*", -1)));
    }

    private static Optional<Effect> effect(String text, String place, List<String> mistakes) {
        Matcher effect = EFFECT.matcher(text);
        Effect.Operation operation = effect.matches() ? OPERATIONS.get(effect.group("operation")) : null;
        if (operation == null) {
            mistakes.add(place + ": '" + text
                    + "' is no effect: write read, count, insert, update, upsert or delete and a table, with its columns if"
                    + " not all are meant, as update price(amount); several with ; between; or nothing");
            return Optional.empty();
        }
        Set<String> columns = new HashSet<>();
        if (effect.group("columns") != null) {
            Arrays.stream(effect.group("columns").split(",", -1))
                    .map(String::strip)
                    .filter(column -> !column.isEmpty())
                    .forEach(column -> columns.add(WrittenTables.plain(column)));
        }
        String table = SqlText.bare(WrittenTables.plain(effect.group("table")));
        return Optional.of(new Effect(operation, table, columns));
    }

    /** What a call does, if a line says so; the lines of the nearest class count. */
    Optional<List<Effect>> of(Program program, MethodId target) {
        if (byType.isEmpty()) {
            return Optional.empty();
        }
        for (String type : program.supertypes(target.owner())) {
            List<Line> lines = byType.getOrDefault(type, List.of()).stream()
                    .filter(line -> line.isOf(target))
                    .toList();
            if (!lines.isEmpty()) {
                used.addAll(lines);
                return Optional.of(
                        lines.stream().flatMap(line -> line.effects().stream()).toList());
            }
        }
        return Optional.empty();
    }

    /** The lines that no call was of, with where they stand. */
    public List<String> unused() {
        return byType.values().stream()
                .flatMap(List::stream)
                .filter(line -> !used.contains(line))
                .map(line -> line.place() + ": no call is of '" + line.text() + "'")
                .sorted()
                .toList();
    }
}
