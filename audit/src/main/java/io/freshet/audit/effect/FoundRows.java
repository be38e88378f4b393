package io.freshet.audit.effect;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What storing a row changes that the same method has found: only what its setters were given in between, since the provider writes what differs.
 * A row that was handed to anything else may have been changed there; one that nothing was seen to change, somewhere else.
 */
final class FoundRows {

    private static final Pattern FINDER =
            Pattern.compile("(find|get|read|query|search)[A-Z]\\w*By[A-Z]\\w*|(find|get)By\\w+|getOne");

    private final Program program;
    private final Bodies bodies;
    private final Entities entities;

    FoundRows(Program program, Bodies bodies, Entities entities) {
        this.program = program;
        this.bodies = bodies;
        this.entities = entities;
    }

    /** The changes; none if it was not found here, or if they are not known. */
    Optional<List<Effect>> changes(Node node, Call storing, Symbol row, String entity) {
        Optional<String> table = entities.table(entity).filter(name -> isFound(row) && !isAssigned(node, entity));
        if (table.isEmpty()) {
            return Optional.empty();
        }
        Set<String> columns = new HashSet<>();
        List<Effect> effects = new ArrayList<>();
        for (Call call : node.method().calls()) {
            Body.Arguments arguments = bodies.arguments(node.id(), call);
            boolean isHandedOn = arguments.values().contains(row) && !call.equals(storing);
            boolean isOnRow = arguments.on().equals(row);
            if (isHandedOn || (isOnRow && !addSet(call, entity, columns, effects))) {
                return Optional.empty();
            }
        }
        if (!columns.isEmpty()) {
            effects.add(0, new Effect(Effect.Operation.UPDATE, table.get(), columns));
        }
        return effects.isEmpty() ? Optional.empty() : Optional.of(effects);
    }

    /** Whether fields of the class are assigned past its methods. */
    private boolean isAssigned(Node node, String entity) {
        Body body = bodies.of(node.id());
        return program.supertypes(entity).stream()
                .flatMap(name -> program.own(name).stream())
                .flatMap(type -> type.fields().stream())
                .anyMatch(field -> !body.stored(field.name()).isEmpty());
    }

    /** Also behind steps such as {@code orElseThrow}. */
    private boolean isFound(Symbol row) {
        for (Symbol at = row; at instanceof Symbol.Result result; at = result.receiver()) {
            if (FINDER.matcher(result.method().name()).matches()) {
                return program.supertypes(result.method().owner()).stream()
                        .anyMatch(name -> name.startsWith("org/springframework/data/") && name.endsWith("Repository"));
            }
        }
        return false;
    }

    /** Adds what a method of the row assigns; false if that is not plain. */
    private boolean addSet(Call call, String entity, Set<String> columns, List<Effect> effects) {
        Optional<MethodModel> method = program.resolve(call.target())
                .filter(found -> program.isOwn(found.id().owner()));
        boolean isPlain = method.isPresent()
                && method.get().calls().isEmpty()
                && method.get().writtenFields().stream().noneMatch(field -> isHandedOn(entity, field));
        for (String field : isPlain ? method.get().writtenFields() : Set.<String>of()) {
            List<String> between =
                    entities.associations().between(entity, field).stream().toList();
            between.forEach(table -> effects.add(Effect.of(Effect.Operation.UPSERT, table)));
            if (between.isEmpty()) {
                columns.add(entities.column(entity, field));
            }
        }
        return isPlain;
    }

    private boolean isHandedOn(String entity, String name) {
        Optional<FieldModel> field = program.field(entity, name);
        return field.isEmpty() || entities.isHandedOn(field.get(), Effect.Operation.UPSERT);
    }
}
