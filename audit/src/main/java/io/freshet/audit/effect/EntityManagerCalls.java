package io.freshet.audit.effect;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls of the EntityManager and of Hibernate's Session. */
final class EntityManagerCalls implements Recognizer {

    private static final Set<String> OWNERS = Set.of(
            "jakarta/persistence/EntityManager",
            "javax/persistence/EntityManager",
            "org/hibernate/Session",
            "org/hibernate/SharedSessionContract",
            "org/hibernate/query/QueryProducer",
            "org/hibernate/StatelessSession");
    private static final Map<String, Effect.Operation> OPERATIONS = Map.ofEntries(
            Map.entry("persist", Effect.Operation.INSERT),
            Map.entry("save", Effect.Operation.INSERT),
            Map.entry("insert", Effect.Operation.INSERT),
            Map.entry("merge", Effect.Operation.UPSERT),
            Map.entry("saveOrUpdate", Effect.Operation.UPSERT),
            Map.entry("upsert", Effect.Operation.UPSERT),
            Map.entry("update", Effect.Operation.UPDATE),
            Map.entry("remove", Effect.Operation.DELETE),
            Map.entry("delete", Effect.Operation.DELETE),
            Map.entry("find", Effect.Operation.READ),
            Map.entry("get", Effect.Operation.READ),
            Map.entry("getReference", Effect.Operation.READ));
    private static final Set<String> ENTITY_QUERIES =
            Set.of("createQuery", "createSelectionQuery", "createMutationQuery");
    private static final Set<String> NATIVE_QUERIES =
            Set.of("createNativeQuery", "createNativeMutationQuery", "createSQLQuery");

    private final Bodies bodies;
    private final Entities entities;
    private final Types types;
    private final Texts texts;

    EntityManagerCalls(Bodies bodies, Entities entities, Types types, Texts texts) {
        this.bodies = bodies;
        this.entities = entities;
        this.types = types;
        this.texts = texts;
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        if (!OWNERS.contains(call.target().owner())) {
            return Recognized.nothing();
        }
        String name = call.target().name();
        Body.Arguments arguments = bodies.arguments(node.id(), call);
        if (ENTITY_QUERIES.contains(name)) {
            return texts(node, arguments.value(0), call, text -> JpqlText.effects(entities, text));
        } else if (NATIVE_QUERIES.contains(name)) {
            return texts(node, arguments.value(0), call, SqlText::effects);
        } else if (Set.of("createNamedQuery", "createStoredProcedureQuery").contains(name)) {
            return Recognized.unresolved(call.target().display() + " is not followed");
        }
        Effect.Operation operation = OPERATIONS.get(name);
        if (operation == null) {
            return Recognized.nothing();
        }
        Symbol entity = arguments.value(0);
        Optional<String> type = operation == Effect.Operation.READ ? entity.text() : types.of(node, entity);
        return Recognized.of(
                type.flatMap(known -> entities.handedOn(known, operation)),
                () -> "the entity of " + call.target().display());
    }

    private Recognized texts(Node node, Symbol symbol, Call call, Texts.Parser parser) {
        return Recognized.of(
                texts.effects(node.id(), symbol, parser),
                () -> "the query of " + call.target().display());
    }
}
