package io.freshet.audit.effect;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Calls of what MyBatis-Plus declares itself: mappers, services, chains of wrappers, active records, and its static {@code Db}. Methods that an
 * application adds to these are followed instead, or are queries of their own.
 */
final class MyBatisPlusCalls implements Recognizer {

    private static final String ROOT = "com/baomidou/mybatisplus/";
    private static final String DB = ROOT + "extension/toolkit/Db";
    private static final String MODEL = ROOT + "extension/activerecord/Model";
    private static final Pattern INSERTS = Pattern.compile("insert|insertBatch|insertBatchSomeColumn|save|saveBatch");
    private static final Pattern UPSERTS = Pattern.compile("(insert|save)OrUpdate(Batch)?");
    private static final Pattern UPDATES = Pattern.compile("update|updateById|updateBatchById");
    private static final Pattern DELETES = Pattern.compile("(delete|remove).*");
    private static final Pattern SUMS = Pattern.compile("selectCount|count|exists");
    private static final Pattern FINDS = Pattern.compile(
            "selectById|selectBatchIds|selectByIds|selectOne|getById|getOptById|getOne(Opt)?|listByIds|one(Opt)?|getMap|getObj");
    private static final Pattern READS = Pattern.compile("(select|list|page|query|getPage|map).*|page");

    private final Program program;
    private final Bodies bodies;
    private final Entities entities;
    private final Types types;
    private final WrapperColumns wrappers;
    private final SetColumns setters;

    MyBatisPlusCalls(Program program, Bodies bodies, Entities entities, Types types) {
        this.program = program;
        this.bodies = bodies;
        this.entities = entities;
        this.types = types;
        wrappers = new WrapperColumns(program, bodies, entities);
        setters = new SetColumns(program, bodies, entities);
    }

    /** Whether the class is one of those that mappers and services of applications extend. */
    static boolean isMapper(String name) {
        return name.startsWith(ROOT)
                && (name.endsWith("/BaseMapper")
                        || name.endsWith("/IService")
                        || name.endsWith("/ServiceImpl")
                        || name.endsWith("/IRepository")
                        || name.endsWith("/CrudRepository"));
    }

    /** The entity of a mapper or service. */
    static Optional<String> entity(Program program, GenericType owner) {
        List<GenericType> arguments = program.argumentsOf(owner, MyBatisPlusCalls::isMapper);
        return arguments.isEmpty()
                ? Optional.empty()
                : Optional.of(arguments.get(arguments.size() - 1))
                        .filter(type -> !type.isVariable())
                        .map(GenericType::name);
    }

    /** Whether the call is of a method that MyBatis-Plus declares; also if the mapper declares it again, as to annotate it. */
    static boolean isBase(Program program, String owner, Call call) {
        Optional<MethodModel> declared = program.resolve(call.target().on(owner));
        boolean isAdded = declared.isPresent()
                && program.isOwn(declared.get().id().owner())
                && !declared.get().id().owner().startsWith(ROOT);
        return !isAdded
                || (!declared.get().hasBody()
                        && program.supertypes(owner).stream()
                                .filter(name -> name.startsWith(ROOT))
                                .flatMap(name -> program.find(name).stream())
                                .flatMap(type -> type.methods().stream())
                                .map(MethodModel::id)
                                .anyMatch(id -> id.name().equals(call.target().name())
                                        && id.parameters() == call.target().parameters()));
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        GenericType receiver = types.receiver(node, call);
        String owner = receiver.name();
        boolean isKnown = owner.startsWith(ROOT)
                || program.supertypes(owner).stream().anyMatch(name -> isMapper(name) || name.equals(MODEL));
        Effect.@Nullable Operation operation = isKnown && isBase(program, owner, call) ? operation(call) : null;
        if (operation == null || isQuiet(owner)) {
            return Recognized.nothing();
        }
        Place place = new Place(node, call, bodies.arguments(node.id(), call));
        Optional<Effect> effect = type(place, receiver)
                .flatMap(entity -> entities.table(entity).map(table -> effect(place, operation, entity, table)));
        return Recognized.of(
                effect.map(List::of),
                operation.isWrite(),
                () -> "the entity of " + call.target().display());
    }

    private record Place(Node node, Call call, Body.Arguments arguments) {}

    /** Wrappers and tools that only describe a query. */
    private boolean isQuiet(String owner) {
        boolean isChain = isChain(owner);
        boolean isBase = program.supertypes(owner).stream().anyMatch(name -> isMapper(name) || name.equals(MODEL));
        return !isChain && !isBase && !owner.equals(DB);
    }

    private static boolean isChain(String owner) {
        return owner.startsWith(ROOT + "extension/")
                && (owner.endsWith("ChainWrapper") || owner.endsWith("/ChainQuery") || owner.endsWith("/ChainUpdate"));
    }

    /** What the method does, by the name that MyBatis-Plus gave it; a chain is only begun by methods without parameters. */
    private static Effect.@Nullable Operation operation(Call call) {
        String name = call.target().name();
        boolean isBegun = call.target().parameters() == 0
                && call.target().returnType().getSort() == Type.OBJECT
                && call.target().returnType().getInternalName().endsWith("Wrapper");
        if (isBegun) {
            return null;
        } else if (INSERTS.matcher(name).matches()) {
            return Effect.Operation.INSERT;
        } else if (UPSERTS.matcher(name).matches()) {
            return Effect.Operation.UPSERT;
        } else if (UPDATES.matcher(name).matches()) {
            return Effect.Operation.UPDATE;
        } else if (DELETES.matcher(name).matches()) {
            return Effect.Operation.DELETE;
        } else if (SUMS.matcher(name).matches()) {
            return Effect.Operation.SUM_UP;
        } else if (FINDS.matcher(name).matches()) {
            return Effect.Operation.FIND;
        }
        return READS.matcher(name).matches() ? Effect.Operation.READ : null;
    }

    private Optional<String> type(Place place, GenericType receiver) {
        String owner = receiver.name();
        if (owner.equals(DB)) {
            return ofArguments(place);
        } else if (isChain(owner)) {
            return ofChain(place);
        }
        return program.isA(owner, MODEL) ? Optional.of(owner) : entity(program, receiver);
    }

    /** The entity that a static method is given, or a collection, class or wrapper of it. */
    private Optional<String> ofArguments(Place place) {
        for (Symbol argument : place.arguments().values()) {
            Optional<String> type = argument.text()
                    .filter(text -> entities.table(text).isPresent())
                    .or(() -> types.element(place.node(), argument))
                    .filter(name -> entities.table(name).isPresent())
                    .or(() -> wrappers.entity(place.node(), argument));
            if (type.isPresent()) {
                return type;
            }
        }
        return Optional.empty();
    }

    private Optional<String> ofChain(Place place) {
        Optional<Symbol> root = WrapperColumns.root(place.arguments().on());
        if (root.isPresent() && root.get() instanceof Symbol.Result begun && begun.receiver() != null) {
            return types.of(place.node(), begun.receiver())
                    .flatMap(type -> entity(program, GenericType.of(type)))
                    .or(() -> wrappers.entity(place.node(), begun));
        }
        return root.flatMap(symbol -> ofChainMade(place.node(), symbol));
    }

    /** The entity of a chain that is made of a mapper or of a class: {@code new LambdaUpdateChainWrapper<>(mapper)}. */
    private Optional<String> ofChainMade(Node node, Symbol root) {
        List<Symbol> given = root instanceof Symbol.Result made
                ? made.arguments()
                : node.method().calls().stream()
                        .filter(call -> call.target().name().equals("<init>"))
                        .map(call -> bodies.arguments(node.id(), call))
                        .filter(arguments -> arguments.on().equals(root))
                        .flatMap(arguments -> arguments.values().stream())
                        .toList();
        return given.stream()
                .flatMap(symbol -> symbol
                        .text()
                        .filter(text -> entities.table(text).isPresent())
                        .or(() -> types.of(node, symbol).flatMap(type -> entity(program, GenericType.of(type))))
                        .stream())
                .findFirst()
                .or(() -> wrappers.entity(node, root));
    }

    private Effect effect(Place place, Effect.Operation operation, String entity, String table) {
        Node node = place.node();
        if (operation == Effect.Operation.UPDATE && setters.isOfNew(node, row(place), entity)) {
            return Effect.of(Effect.Operation.INSERT, table);
        } else if (operation == Effect.Operation.UPDATE) {
            return new Effect(operation, table, updated(place, entity));
        } else if (operation.isWrite()) {
            return Effect.of(operation, table);
        }
        Symbol wrapper = wrapper(place);
        boolean isFirstOfSeveral = operation == Effect.Operation.FIND && wrappers.isOrdered(node, wrapper);
        Set<String> columns = wrappers.read(node, wrapper, entity, operation == Effect.Operation.SUM_UP);
        return new Effect(isFirstOfSeveral ? Effect.Operation.READ : operation, table, columns);
    }

    /** The columns that an update sets: those of the wrapper, and those of the entity that are not left alone. */
    private Set<String> updated(Place place, String entity) {
        Symbol wrapper = wrapper(place);
        Symbol row =
                isChain(place.call().target().owner()) && place.call().target().parameters() == 0
                        ? new Symbol.Constant(null)
                        : row(place);
        Optional<Set<String>> ofRow = isNull(row) ? Optional.of(Set.of()) : setters.of(place.node(), row, entity);
        Optional<Set<String>> ofWrapper = wrappers.assigned(place.node(), wrapper, entity);
        if (ofRow.isEmpty() || ofWrapper.isEmpty()) {
            return Set.of();
        }
        Set<String> all = new HashSet<>(ofRow.get());
        all.addAll(ofWrapper.get());
        return all;
    }

    private static boolean isNull(Symbol symbol) {
        return symbol instanceof Symbol.Constant constant && constant.value() == null;
    }

    private static boolean isWrapper(Type type) {
        return type.getSort() == Type.OBJECT
                && Names.simple(type.getInternalName()).endsWith("Wrapper");
    }

    /** The wrapper that a call is given or, of a chain, made on; nothing if it has none. */
    private static Symbol wrapper(Place place) {
        Type[] parameters = place.call().target().parameterTypes();
        for (int at = 0; at < parameters.length; at++) {
            if (isWrapper(parameters[at])) {
                return place.arguments().value(at);
            }
        }
        return isChain(place.call().target().owner()) ? place.arguments().on() : new Symbol.Constant(null);
    }

    /** The row that an update is given. Of an active record it is the object itself. */
    private Symbol row(Place place) {
        Type[] parameters = place.call().target().parameterTypes();
        if (program.isA(types.receiver(place.node(), place.call()).name(), MODEL)) {
            return place.arguments().on();
        }
        boolean hasRow = parameters.length > 0 && !isWrapper(parameters[0]);
        return hasRow ? place.arguments().value(0) : new Symbol.Constant(null);
    }
}
