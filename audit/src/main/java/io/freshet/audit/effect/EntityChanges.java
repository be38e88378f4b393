package io.freshet.audit.effect;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Methods of entities that change their fields, called in a transaction on what is not a new object: the provider writes such a change at
 * commit, without any call. Methods that read an association read its table.
 */
final class EntityChanges implements Recognizer {

    private static final Pattern FINDER = Pattern.compile("(?:find|get|read|query|search)[A-Za-z]*?By([A-Z]\\w*)");

    private final Program program;
    private final Bodies bodies;
    private final Entities entities;
    private final Transactions transactions;

    EntityChanges(Program program, Bodies bodies, Entities entities, Transactions transactions) {
        this.program = program;
        this.bodies = bodies;
        this.entities = entities;
        this.transactions = transactions;
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        String owner = call.target().owner();
        Optional<String> table = entities.table(owner);
        boolean isCandidate = table.isPresent()
                && !call.target().name().equals("<init>")
                && entities.table(node.id().owner()).isEmpty()
                && isManaged(owner);
        Optional<MethodModel> method = isCandidate ? program.resolve(call.target()) : Optional.empty();
        if (method.isEmpty()) {
            return Recognized.nothing();
        }
        Set<String> columns = new HashSet<>();
        written(method.get(), 0, columns);
        Symbol on = bodies.arguments(node.id(), call).on();
        columns.removeAll(unchanged(node, call, on, owner));
        boolean isOnManaged =
                transactions.canHold(node) && on.alternatives().stream().noneMatch(Symbol.Created.class::isInstance);
        List<Effect> effects = new ArrayList<>(associations(owner, method.get()));
        if (isOnManaged) {
            effects.addAll(children(owner, method.get()));
            effects.addAll(between(owner, method.get()));
            if (!columns.isEmpty()) {
                effects.add(new Effect(Effect.Operation.UPDATE, table.get(), columns));
            }
        }
        return new Recognized(effects, Optional.empty());
    }

    /** The column that gets the value by which the row was found: {@code findByName(name).setName(name)}. */
    private Set<String> unchanged(Node node, Call call, Symbol on, String owner) {
        Set<String> columns = new HashSet<>();
        Symbol given = bodies.arguments(node.id(), call).value(0);
        boolean isKnown = call.target().parameters() == 1 && !(given instanceof Symbol.Unknown);
        for (Symbol at = on; isKnown && at instanceof Symbol.Result result; at = result.receiver()) {
            Matcher finder = FINDER.matcher(result.method().name());
            String attribute = finder.matches() ? Names.lowerFirst(finder.group(1)) : "";
            if (result.arguments().equals(List.of(given)) && isStoredAsIs(call, attribute)) {
                columns.add(entities.column(owner, attribute));
            }
        }
        return columns;
    }

    private boolean isStoredAsIs(Call setter, String attribute) {
        return program.resolve(setter.target()).stream()
                .map(method -> bodies.of(method.id()).stored(attribute))
                .anyMatch(List.<Symbol>of(new Symbol.Parameter(0))::equals);
    }

    /** Rows of other tables that come and go with an association that the method changes. */
    private List<Effect> children(String owner, MethodModel method) {
        boolean adds = changes(method, Set.of("add", "addAll", "put"));
        boolean removes = changes(method, Set.of("remove", "removeAll", "removeIf", "clear"));
        List<Effect> effects = new ArrayList<>();
        for (String name : method.readFields()) {
            Optional<String> child = entities.target(owner, name).flatMap(entities::table);
            Optional<FieldModel> field = program.field(owner, name);
            if (child.isPresent() && field.isPresent()) {
                if (adds && entities.isHandedOn(field.get(), Effect.Operation.INSERT)) {
                    effects.add(Effect.of(Effect.Operation.INSERT, child.get()));
                }
                if (removes && entities.isHandedOn(field.get(), Effect.Operation.DELETE)) {
                    effects.add(Effect.of(Effect.Operation.DELETE, child.get()));
                }
            }
        }
        return effects;
    }

    /** Rows of the table between that come and go with an association or a collection of values that the method changes. */
    private List<Effect> between(String owner, MethodModel method) {
        boolean changes = changes(
                method, Set.of("add", "addAll", "put", "remove", "removeAll", "removeIf", "clear", "retainAll"));
        return Stream.concat(changes ? method.readFields().stream() : Stream.empty(), method.writtenFields().stream())
                .distinct()
                .flatMap(field -> entities.associations().between(owner, field).stream())
                .map(table -> Effect.of(Effect.Operation.UPSERT, table))
                .toList();
    }

    private static boolean changes(MethodModel method, Set<String> names) {
        return method.calls().stream()
                .map(Call::target)
                .anyMatch(target -> target.owner().startsWith("java/util/") && names.contains(target.name()));
    }

    private boolean isManaged(String type) {
        return program.own(type)
                .map(found ->
                        found.annotations().stream().anyMatch(use -> use.type().endsWith("/persistence/Entity")))
                .orElse(false);
    }

    private void written(MethodModel method, int depth, Set<String> columns) {
        for (String field : method.writtenFields()) {
            boolean isKept = program.field(method.id().owner(), field)
                    .map(EntityChanges::isPersistent)
                    .orElse(false);
            boolean isColumn =
                    entities.associations().between(method.id().owner(), field).isEmpty();
            if (isKept && isColumn) {
                columns.add(entities.column(method.id().owner(), field));
            }
        }
        for (Call call : method.calls()) {
            boolean isOwnMethod =
                    depth < 3 && program.isA(method.id().owner(), call.target().owner());
            if (isOwnMethod) {
                program.resolve(call.target()).ifPresent(called -> written(called, depth + 1, columns));
            }
        }
    }

    private static boolean isPersistent(FieldModel field) {
        return !field.isStatic()
                && field.annotations().stream().noneMatch(use -> use.type().endsWith("/Transient"));
    }

    private List<Effect> associations(String owner, MethodModel method) {
        return method.readFields().stream()
                .flatMap(field -> entities.associations().read(owner, field).stream())
                .distinct()
                .toList();
    }
}
