package io.freshet.audit.effect;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Calls that build a query of the Criteria API: they do what the query does when it runs. */
final class CriteriaCalls implements Recognizer {

    private static final Set<String> PACKAGES =
            Set.of("jakarta/persistence/criteria/", "javax/persistence/criteria/", "org/hibernate/query/criteria/");
    private static final Set<String> STEPS =
            Set.of("join", "fetch", "joinList", "joinSet", "joinCollection", "joinMap");

    private final Bodies bodies;
    private final Entities entities;

    CriteriaCalls(Bodies bodies, Entities entities) {
        this.bodies = bodies;
        this.entities = entities;
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        String owner = call.target().owner();
        String name = call.target().name();
        if (PACKAGES.stream().noneMatch(owner::startsWith)) {
            return Recognized.nothing();
        } else if (name.equals("from") && call.target().parameters() == 1) {
            Symbol type = bodies.arguments(node.id(), call).value(0);
            return Recognized.of(
                    type.text().flatMap(known -> from(node, owner, known)), () -> "the entity of a criteria query");
        } else if (STEPS.contains(name)) {
            Symbol on = bodies.arguments(node.id(), call).on();
            Optional<String> attribute =
                    attribute(bodies.arguments(node.id(), call).value(0));
            return Recognized.of(
                    attribute.flatMap(step -> type(on).map(type -> joined(type, step))),
                    false,
                    () -> "the association that a criteria query joins");
        }
        return Recognized.nothing();
    }

    private Optional<List<Effect>> from(Node node, String owner, String type) {
        String kind = owner.substring(owner.lastIndexOf('/') + 1);
        if (kind.endsWith("Update")) {
            return entities.table(type)
                    .map(table -> List.of(new Effect(Effect.Operation.UPDATE, table, columns(node, type))));
        } else if (kind.endsWith("Delete")) {
            return entities.handedOn(type, Effect.Operation.DELETE);
        }
        return entities.handedOn(type, Effect.Operation.READ);
    }

    /** The columns that the method sets; none, for any, if one of them is not known. */
    private Set<String> columns(Node node, String type) {
        Set<String> columns = new HashSet<>();
        for (Call call : node.method().calls()) {
            boolean isSet = call.target().name().equals("set")
                    && PACKAGES.stream().anyMatch(call.target().owner()::startsWith);
            if (isSet) {
                Optional<String> attribute =
                        attribute(bodies.arguments(node.id(), call).value(0));
                if (attribute.isEmpty()) {
                    return Set.of();
                }
                columns.add(entities.column(type, attribute.get()));
            }
        }
        return columns;
    }

    /** An attribute that is named by a text, by a path, or by a field of the static metamodel. */
    private static Optional<String> attribute(Symbol symbol) {
        if (symbol instanceof Symbol.Field field && field.owner().endsWith("_")) {
            boolean isConstant = field.name().equals(field.name().toUpperCase(Locale.ROOT));
            return isConstant ? Optional.empty() : Optional.of(field.name());
        } else if (symbol instanceof Symbol.Result result
                && result.method().name().equals("get")) {
            return result.arguments().isEmpty()
                    ? Optional.empty()
                    : attribute(result.arguments().get(0));
        }
        return symbol.text();
    }

    private Optional<String> type(Symbol symbol) {
        if (!(symbol instanceof Symbol.Result result) || result.arguments().isEmpty()) {
            return Optional.empty();
        } else if (result.method().name().equals("from")) {
            return result.arguments().get(0).text();
        }
        Symbol receiver = result.receiver();
        return STEPS.contains(result.method().name()) && receiver != null
                ? attribute(result.arguments().get(0))
                        .flatMap(step -> type(receiver).flatMap(type -> entities.target(type, step)))
                : Optional.empty();
    }

    private List<Effect> joined(String type, String step) {
        return entities.associations().through(type, List.of(step)).stream()
                .map(table -> Effect.of(Effect.Operation.READ, table))
                .toList();
    }
}
