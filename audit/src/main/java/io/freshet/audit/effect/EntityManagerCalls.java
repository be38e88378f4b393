package io.freshet.audit.effect;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;

import java.util.List;
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
            Map.entry("find", Effect.Operation.FIND),
            Map.entry("get", Effect.Operation.FIND),
            Map.entry("getReference", Effect.Operation.FIND));
    private static final Set<String> ENTITY_QUERIES =
            Set.of("createQuery", "createSelectionQuery", "createMutationQuery");
    private static final Set<String> NAMED_QUERIES =
            Set.of("createNamedQuery", "getNamedQuery", "createNamedSelectionQuery", "createNamedMutationQuery");
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
        if (ENTITY_QUERIES.contains(name) && call.target().descriptor().contains("/criteria/")) {
            return Recognized.nothing();
        } else if (ENTITY_QUERIES.contains(name)) {
            return texts(node, arguments.value(0), call, text -> JpqlText.effects(entities, text));
        } else if (NATIVE_QUERIES.contains(name)) {
            return texts(node, arguments.value(0), call, SqlText::effects);
        } else if (NAMED_QUERIES.contains(name)) {
            return Recognized.of(
                    arguments.value(0).text().flatMap(entities::query).flatMap(this::named),
                    canWrite(call) && entities.queries().stream().anyMatch(this::canWrite),
                    () -> "the query of " + call.target().display());
        } else if (name.contains("StoredProcedure")) {
            return Recognized.unresolved(call.target().display() + " is not followed");
        }
        Effect.Operation operation = OPERATIONS.get(name);
        if (operation == null) {
            return Recognized.nothing();
        }
        Symbol entity = arguments.value(0);
        Optional<String> type = operation == Effect.Operation.FIND ? named(node, entity) : types.of(node, entity);
        return Recognized.of(
                type.flatMap(known -> entities.handedOn(known, operation)),
                operation.isWrite(),
                () -> "the entity of " + call.target().display());
    }

    private boolean canWrite(Entities.NamedQuery query) {
        return named(query)
                .filter(effects -> effects.stream().noneMatch(Effect::isWrite))
                .isEmpty();
    }

    private Optional<List<Effect>> named(Entities.NamedQuery query) {
        return query.isNative() ? SqlText.effects(query.text()) : JpqlText.effects(entities, query.text());
    }

    /** The class that is named, or is that of an object. */
    private Optional<String> named(Node node, Symbol symbol) {
        boolean isAsked = symbol instanceof Symbol.Result result
                && result.method().name().equals("getClass")
                && result.receiver() != null;
        return isAsked && symbol instanceof Symbol.Result result && result.receiver() != null
                ? types.of(node, result.receiver())
                : symbol.text();
    }

    /** A query over entities that says what class its results are of only reads; a native one may be an insert that returns rows. */
    private static boolean canWrite(Call call) {
        return NATIVE_QUERIES.contains(call.target().name())
                || !call.target().descriptor().contains("Ljava/lang/Class;");
    }

    private Recognized texts(Node node, Symbol symbol, Call call, Texts.Parser parser) {
        return Recognized.of(
                texts.effects(node, symbol, parser),
                canWrite(call),
                () -> "the query of " + call.target().display());
    }
}
