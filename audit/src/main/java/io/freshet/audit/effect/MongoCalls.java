package io.freshet.audit.effect;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Type;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls of Mongo templates. A collection is named by a text, by a class, or by the class of what is stored. */
final class MongoCalls implements Recognizer {

    private static final String ROOT = "org/springframework/data/mongodb/core/";
    private static final Set<String> OWNERS = Set.of(
            ROOT + "MongoTemplate",
            ROOT + "MongoOperations",
            ROOT + "FluentMongoOperations",
            ROOT + "ReactiveMongoTemplate",
            ROOT + "ReactiveMongoOperations",
            ROOT + "ReactiveFluentMongoOperations");
    private static final Map<String, Effect.Operation> OPERATIONS = Map.ofEntries(
            Map.entry("save", Effect.Operation.UPSERT),
            Map.entry("insert", Effect.Operation.INSERT),
            Map.entry("insertAll", Effect.Operation.INSERT),
            Map.entry("updateFirst", Effect.Operation.UPDATE),
            Map.entry("updateMulti", Effect.Operation.UPDATE),
            Map.entry("update", Effect.Operation.UPDATE),
            Map.entry("upsert", Effect.Operation.UPSERT),
            Map.entry("replace", Effect.Operation.UPDATE),
            Map.entry("findAndModify", Effect.Operation.UPDATE),
            Map.entry("findAndReplace", Effect.Operation.UPDATE),
            Map.entry("findAndRemove", Effect.Operation.DELETE),
            Map.entry("findAllAndRemove", Effect.Operation.DELETE),
            Map.entry("remove", Effect.Operation.DELETE),
            Map.entry("dropCollection", Effect.Operation.DELETE),
            Map.entry("bulkOps", Effect.Operation.UPSERT),
            Map.entry("count", Effect.Operation.SUM_UP),
            Map.entry("estimatedCount", Effect.Operation.SUM_UP),
            Map.entry("exactCount", Effect.Operation.SUM_UP),
            Map.entry("aggregate", Effect.Operation.SUM_UP),
            Map.entry("aggregateStream", Effect.Operation.SUM_UP),
            Map.entry("find", Effect.Operation.READ),
            Map.entry("findOne", Effect.Operation.READ),
            Map.entry("findById", Effect.Operation.READ),
            Map.entry("findAll", Effect.Operation.READ),
            Map.entry("findDistinct", Effect.Operation.READ),
            Map.entry("exists", Effect.Operation.READ),
            Map.entry("query", Effect.Operation.READ),
            Map.entry("stream", Effect.Operation.READ),
            Map.entry("geoNear", Effect.Operation.READ));
    private static final String TEXT = "java/lang/String";
    private static final String CLASS = "java/lang/Class";

    private final Program program;
    private final Bodies bodies;
    private final Entities entities;
    private final Types types;

    MongoCalls(Program program, Bodies bodies, Entities entities, Types types) {
        this.program = program;
        this.bodies = bodies;
        this.entities = entities;
        this.types = types;
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        Effect.Operation operation = OPERATIONS.get(call.target().name());
        if (!OWNERS.contains(call.target().owner())
                || operation == null
                || call.target().parameters() == 0) {
            return Recognized.nothing();
        }
        Body.Arguments arguments = bodies.arguments(node.id(), call);
        return Recognized.of(
                collection(node, call, arguments)
                        .map(name -> List.of(new Effect(operation, name, columns(operation, call, arguments)))),
                () -> "the collection of " + call.target().display());
    }

    private Optional<String> collection(Node node, Call call, Body.Arguments arguments) {
        Type[] parameters = call.target().parameterTypes();
        boolean isDistinct = call.target().name().equals("findDistinct");
        int last = parameters.length - 1;
        if (is(parameters[last], TEXT) && (!isDistinct || last > 0)) {
            return arguments.value(last).text().map(name -> name.toLowerCase(Locale.ROOT));
        }
        boolean isAggregation = call.target().name().startsWith("aggregate");
        for (int at = isAggregation ? 1 : last; at >= 0 && at <= last; at--) {
            if (is(parameters[at], CLASS)) {
                return arguments.value(at).text().map(this::collection);
            } else if (is(parameters[at], TEXT) && isAggregation) {
                return arguments.value(at).text().map(name -> name.toLowerCase(Locale.ROOT));
            }
        }
        return types.of(node, arguments.value(0)).filter(program::isOwn).map(this::collection);
    }

    private String collection(String type) {
        return entities.table(type).orElseGet(() -> Names.simple(type).toLowerCase(Locale.ROOT));
    }

    private static boolean is(Type type, String name) {
        return type.getSort() == Type.OBJECT && type.getInternalName().equals(name);
    }

    /** The fields that an update sets, if it is put together in the call; none, for any, otherwise. */
    private static Set<String> columns(Effect.Operation operation, Call call, Body.Arguments arguments) {
        boolean takesUpdate =
                operation == Effect.Operation.UPDATE && call.target().parameters() > 1;
        Set<String> columns = new HashSet<>();
        Symbol at = takesUpdate ? arguments.value(1) : new Symbol.Unknown();
        while (at instanceof Symbol.Result result && result.method().owner().startsWith(ROOT + "query/Update")) {
            Optional<String> field = result.arguments().stream().findFirst().flatMap(Symbol::text);
            if (field.isEmpty()) {
                return Set.of();
            }
            columns.add(field.get().replaceAll("\\..*", "").toLowerCase(Locale.ROOT));
            at = result.receiver() == null ? new Symbol.Constant(null) : result.receiver();
        }
        return at instanceof Symbol.Created || at instanceof Symbol.Constant ? columns : Set.of();
    }
}
