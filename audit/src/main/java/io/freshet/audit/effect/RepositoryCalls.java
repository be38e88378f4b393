package io.freshet.audit.effect;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Calls of repositories and mappers. Only what the framework's base types declare, and what it derives from a name, counts: a method that an
 * application wrote itself and calls {@code update} is followed instead.
 */
final class RepositoryCalls implements Recognizer {

    private static final Pattern READING =
            Pattern.compile("(find|read|get|query|search|stream|count|exists|select|list|page|one|baseMapper).*");
    private static final Pattern DELETING = Pattern.compile("(delete|remove).*");
    private static final Map<String, Effect.Operation> WRITING = Map.ofEntries(
            Map.entry("save", Effect.Operation.UPSERT),
            Map.entry("saveAll", Effect.Operation.UPSERT),
            Map.entry("saveAndFlush", Effect.Operation.UPSERT),
            Map.entry("saveAllAndFlush", Effect.Operation.UPSERT),
            Map.entry("insert", Effect.Operation.INSERT),
            Map.entry("saveBatch", Effect.Operation.INSERT),
            Map.entry("insertBatch", Effect.Operation.INSERT),
            Map.entry("saveOrUpdate", Effect.Operation.UPSERT),
            Map.entry("saveOrUpdateBatch", Effect.Operation.UPSERT),
            Map.entry("insertOrUpdate", Effect.Operation.UPSERT),
            Map.entry("update", Effect.Operation.UPDATE),
            Map.entry("updateById", Effect.Operation.UPDATE),
            Map.entry("updateBatchById", Effect.Operation.UPDATE));
    private static final Set<String> HARMLESS = Set.of("flush", "<init>", "equals", "hashCode", "toString", "getClass");
    private static final String QUERY = "/repository/Query";
    private static final String NATIVE = "/repository/NativeQuery";
    private static final Set<String> MYBATIS = Set.of(
            "org/apache/ibatis/annotations/Select",
            "org/apache/ibatis/annotations/Update",
            "org/apache/ibatis/annotations/Insert",
            "org/apache/ibatis/annotations/Delete");

    private final Program program;
    private final Bodies bodies;
    private final Entities entities;
    private final Types types;

    RepositoryCalls(Program program, Bodies bodies, Entities entities, Types types) {
        this.program = program;
        this.bodies = bodies;
        this.entities = entities;
        this.types = types;
    }

    private static boolean isRepository(String name) {
        return name.startsWith("org/springframework/data/") && name.endsWith("Repository");
    }

    private static boolean isMapper(String name) {
        return name.startsWith("com/baomidou/mybatisplus/")
                && (name.endsWith("/BaseMapper") || name.endsWith("/IService") || name.endsWith("/ServiceImpl"));
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        String owner = program.isOwn(call.target().owner())
                        && program.isA(node.self(), call.target().owner())
                        && bodies.isOnThis(node.id(), call)
                ? node.self()
                : bodies.receiverType(node, call);
        boolean isSpring = program.supertypes(owner).stream().anyMatch(RepositoryCalls::isRepository);
        boolean isMyBatis = !isSpring && program.supertypes(owner).stream().anyMatch(RepositoryCalls::isMapper);
        Optional<MethodModel> declared = program.resolve(call.target().on(owner));
        boolean isFollowed = declared.isPresent()
                && program.isOwn(declared.get().id().owner())
                && (declared.get().hasBody() || isFragment(declared.get()));
        if ((!isSpring && !isMyBatis) || isFollowed) {
            return Recognized.nothing();
        }
        Optional<String> query = declared.flatMap(this::query);
        if (query.isPresent()) {
            return Recognized.of(
                    query(declared.get(), query.get()),
                    () -> "the query of " + call.target().display());
        }
        return byName(node, call, owner, isSpring);
    }

    /** Whether it is declared apart from the repository, and so implemented by the application. */
    private boolean isFragment(MethodModel method) {
        return program.supertypes(method.id().owner()).stream().noneMatch(name -> isRepository(name) || isMapper(name));
    }

    private Optional<String> query(MethodModel method) {
        return method.annotations().stream()
                .filter(use ->
                        use.type().endsWith(QUERY) || use.type().endsWith(NATIVE) || MYBATIS.contains(use.type()))
                .map(use -> String.join(" ", use.texts("value")))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private Optional<List<Effect>> query(MethodModel method, String query) {
        boolean isNative = method.annotations().stream()
                .anyMatch(use -> use.isTrue("nativeQuery")
                        || use.type().endsWith(NATIVE)
                        || MYBATIS.contains(use.type())
                        || isOfJdbc(use.type()));
        String entity = domain(method.id().owner())
                .map(io.freshet.audit.model.Names::simple)
                .orElse("");
        String text = query.replace("#{#entityName}", entity).replaceAll("#\\{[^}]*}|:#\\{[^}]*}", "?");
        return isNative ? SqlText.effects(text) : JpqlText.effects(entities, text);
    }

    private static boolean isOfJdbc(String type) {
        return type.startsWith("org/springframework/data/jdbc/") || type.startsWith("org/springframework/data/r2dbc/");
    }

    private Optional<String> domain(String owner) {
        List<GenericType> repository = program.argumentsOf(owner, RepositoryCalls::isRepository);
        if (!repository.isEmpty()) {
            return Optional.of(repository.get(0).name());
        }
        List<GenericType> mapper = program.argumentsOf(owner, RepositoryCalls::isMapper);
        return mapper.isEmpty()
                ? Optional.empty()
                : Optional.of(mapper.get(mapper.size() - 1).name());
    }

    private Recognized byName(Node node, Call call, String owner, boolean isSpring) {
        String name = call.target().name();
        Effect.@Nullable Operation operation = operation(name, isSpring);
        if (operation == null) {
            return HARMLESS.contains(name)
                    ? Recognized.nothing()
                    : Recognized.unresolved(call.target().display() + " is not known by its name");
        }
        boolean isAdding = operation == Effect.Operation.UPSERT && isInsert(node, call);
        if (isAdding || (name.equals("save") && !isSpring)) {
            operation = Effect.Operation.INSERT;
        }
        Effect.Operation found = operation;
        return Recognized.of(
                domain(owner).flatMap(type -> entities.handedOn(type, found)),
                () -> "the entity of " + call.target().display());
    }

    private static Effect.@Nullable Operation operation(String name, boolean isSpring) {
        Effect.Operation writing = WRITING.get(name);
        boolean isUpdate = name.startsWith("update");
        if (writing != null && !(isSpring && isUpdate)) {
            return writing;
        } else if (DELETING.matcher(name).matches()) {
            return Effect.Operation.DELETE;
        }
        return READING.matcher(name).matches() ? Effect.Operation.READ : null;
    }

    private boolean isInsert(Node node, Call call) {
        Symbol saved = bodies.arguments(node.id(), call).value(0);
        return types.isNew(node, saved);
    }
}
