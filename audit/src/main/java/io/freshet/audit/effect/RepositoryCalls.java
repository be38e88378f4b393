package io.freshet.audit.effect;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Calls of repositories of Spring Data. Only what the framework's base types declare, and what it derives from a name, counts: a method that an
 * application wrote itself and calls {@code update} is followed instead.
 */
final class RepositoryCalls implements Recognizer {

    private static final Pattern READING =
            Pattern.compile("(find|read|get|query|search|stream|select|list|page|one).*");
    private static final Pattern SUMMING = Pattern.compile("(count|exists|selectCount).*");
    private static final Pattern FINDING =
            Pattern.compile("(find|read|get|query|search)(?!.*(First|Top\\d|TopBy|OrderBy)).*By.+|getOne");
    private static final Set<String> SEVERAL = Set.of(
            "java/util/List",
            "java/util/Collection",
            "java/util/Set",
            "java/util/stream/Stream",
            "java/lang/Iterable",
            "org/springframework/data/util/Streamable",
            "org/springframework/data/domain/Page",
            "org/springframework/data/domain/Slice");
    private static final Pattern DELETING = Pattern.compile("(delete|remove).*");
    private static final Map<String, Effect.Operation> WRITING = Map.ofEntries(
            Map.entry("save", Effect.Operation.UPSERT),
            Map.entry("saveAll", Effect.Operation.UPSERT),
            Map.entry("saveAndFlush", Effect.Operation.UPSERT),
            Map.entry("saveAllAndFlush", Effect.Operation.UPSERT),
            Map.entry("insert", Effect.Operation.INSERT));
    private static final Set<String> HARMLESS = Set.of("flush", "<init>", "equals", "hashCode", "toString", "getClass");
    private static final String QUERY = "/repository/Query";
    private static final String MONGO = "org/springframework/data/mongodb/repository/";
    private static final String NATIVE = "/repository/NativeQuery";

    private final Program program;
    private final Bodies bodies;
    private final Entities entities;
    private final Types types;
    private final FoundRows found;
    private final AddedRows added;

    RepositoryCalls(Program program, Bodies bodies, Entities entities, Types types) {
        this.program = program;
        this.bodies = bodies;
        this.entities = entities;
        this.types = types;
        this.found = new FoundRows(program, bodies, entities);
        this.added = new AddedRows(program, bodies, entities);
    }

    private static boolean isRepository(String name) {
        return name.startsWith("org/springframework/data/") && name.endsWith("Repository");
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        GenericType receiver = repository(types.receiver(node, call));
        String owner = receiver.name();
        boolean isSpring = program.supertypes(owner).stream().anyMatch(RepositoryCalls::isRepository);
        Optional<MethodModel> declared = program.resolve(call.target().on(owner));
        boolean isOwn =
                declared.isPresent() && program.isOwn(declared.get().id().owner());
        boolean isFollowed = isOwn && (declared.get().hasBody() || isFragment(declared.get()) || isImplemented(owner));
        if (isFollowed || !isSpring) {
            return Recognized.nothing();
        }
        Optional<Optional<List<Effect>>> query = declared.flatMap(method -> query(receiver, method));
        if (query.isPresent()) {
            return Recognized.of(
                    query.get(),
                    canWrite(declared.get()),
                    () -> "the query of " + call.target().display());
        }
        return byName(node, call, receiver, declared);
    }

    /** A query only reads unless it is said to change something. */
    private static boolean canWrite(MethodModel method) {
        return method.annotations().stream()
                .anyMatch(use -> use.type().endsWith("/Modifying") || use.type().startsWith(MONGO));
    }

    /** The repository that an interface of one's own is for: {@code interface UserStore extends JpaRepository<User, Long>, Users}. */
    private GenericType repository(GenericType receiver) {
        String type = receiver.name();
        boolean isPlain = program.own(type).map(ClassModel::isInterface).orElse(false)
                && program.supertypes(type).stream().noneMatch(RepositoryCalls::isRepository);
        return !isPlain || isImplemented(type)
                ? receiver
                : program.subtypes(type).stream()
                        .map(ClassModel::name)
                        .filter(name -> program.supertypes(name).stream().anyMatch(RepositoryCalls::isRepository))
                        .findFirst()
                        .map(GenericType::of)
                        .orElse(receiver);
    }

    private boolean isImplemented(String type) {
        return program.subtypes(type).stream().anyMatch(ClassModel::isConcrete);
    }

    /** Whether it is declared apart from the repository, and implemented by the application. */
    private boolean isFragment(MethodModel method) {
        return isImplemented(method.id().owner())
                && program.supertypes(method.id().owner()).stream().noneMatch(RepositoryCalls::isRepository);
    }

    /** The effects of the query that belongs to a method, if it can be read; none if there is no query. */
    @SuppressWarnings("OptionalMapToOptional") // no query is something else than one that cannot be read
    private Optional<Optional<List<Effect>>> query(GenericType owner, MethodModel method) {
        Optional<AnnotationUse> use = method.annotations().stream()
                .filter(each -> each.type().endsWith(QUERY) || each.type().endsWith(NATIVE))
                .findFirst();
        String text = use.map(each -> String.join(" ", each.texts("value"))).orElse("");
        if (use.isPresent() && use.get().type().startsWith(MONGO)) {
            return domain(owner).map(type -> entities.handedOn(type, ofMongo(use.get(), method)));
        } else if (!text.isEmpty()) {
            return Optional.of(
                    query(owner, isNative(use.get()), text).map(effects -> andGraph(effects, owner, method)));
        }
        String name = use.map(each -> each.text("name"))
                .filter(each -> !each.isEmpty())
                .orElseGet(() -> entity(owner) + "." + method.id().name());
        return entities.query(name).map(named -> query(owner, named.isNative(), named.text()));
    }

    private static Effect.Operation ofMongo(AnnotationUse use, MethodModel method) {
        boolean isUpdate =
                method.annotations().stream().anyMatch(each -> each.type().equals(MONGO + "Update"));
        return isUpdate
                ? Effect.Operation.UPDATE
                : use.isTrue("delete")
                        ? Effect.Operation.DELETE
                        : use.isTrue("count") ? Effect.Operation.SUM_UP : Effect.Operation.READ;
    }

    private static boolean isNative(AnnotationUse use) {
        return use.isTrue("nativeQuery") || use.type().endsWith(NATIVE) || isOfJdbc(use.type());
    }

    private Optional<List<Effect>> query(GenericType owner, boolean isNative, String query) {
        String text = query.replace("#{#entityName}", entity(owner)).replaceAll("#\\{[^}]*}|:#\\{[^}]*}", "?");
        return isNative ? SqlText.effects(text) : JpqlText.effects(entities, text);
    }

    private String entity(GenericType owner) {
        return domain(owner).map(Names::simple).orElse("");
    }

    /** With what an entity graph fetches. */
    private List<Effect> andGraph(List<Effect> effects, GenericType owner, MethodModel method) {
        Stream<Effect> fetched = method.annotations().stream()
                .filter(use -> use.type().endsWith("/EntityGraph"))
                .flatMap(use -> use.texts("attributePaths").stream())
                .flatMap(path -> domain(owner).stream()
                        .flatMap(type -> entities.associations().through(type, List.of(path.split("\\."))).stream()))
                .map(table -> Effect.of(Effect.Operation.READ, table));
        return Stream.concat(effects.stream(), fetched).distinct().toList();
    }

    private static boolean isOfJdbc(String type) {
        return type.startsWith("org/springframework/data/jdbc/") || type.startsWith("org/springframework/data/r2dbc/");
    }

    private Optional<String> domain(GenericType owner) {
        return program.argumentsOf(owner, RepositoryCalls::isRepository).stream()
                .findFirst()
                .map(GenericType::name);
    }

    private Recognized byName(Node node, Call call, GenericType owner, Optional<MethodModel> declared) {
        String name = call.target().name();
        Effect.@Nullable Operation operation = operation(call);
        if (operation == null) {
            return HARMLESS.contains(name)
                    ? Recognized.nothing()
                    : Recognized.unclear(call.target().display() + " is not known by its name", true);
        }
        Optional<List<Effect>> changes = operation == Effect.Operation.UPSERT
                        && call.target().parameters() == 1
                ? domain(owner)
                        .flatMap(type -> found.changes(
                                node, call, bodies.arguments(node.id(), call).value(0), type))
                : Optional.empty();
        if (changes.isPresent()) {
            return new Recognized(changes.get(), Optional.empty());
        }
        boolean isAdding = operation == Effect.Operation.UPSERT && isInsert(node, call);
        Effect.Operation done = isAdding ? Effect.Operation.INSERT : operation;
        return Recognized.of(
                domain(owner)
                        .flatMap(type -> entities.handedOn(type, done)
                                .map(effects -> and(effects, type, name))
                                .map(effects -> declared.map(method -> andGraph(effects, owner, method))
                                        .orElse(effects))),
                done.isWrite(),
                () -> "the entity of " + call.target().display());
    }

    private List<Effect> and(List<Effect> effects, String type, String method) {
        boolean isCounted = effects.size() == 1 && effects.get(0).operation() == Effect.Operation.SUM_UP;
        List<Effect> own =
                isCounted ? List.of(effects.get(0).of(entities.associations().compared(type, method))) : effects;
        return Stream.concat(own.stream(), entities.associations().named(type, method).stream())
                .distinct()
                .toList();
    }

    private static Effect.@Nullable Operation operation(Call call) {
        String name = call.target().name();
        Effect.Operation writing = WRITING.get(name);
        if (writing != null) {
            return writing;
        } else if (DELETING.matcher(name).matches()) {
            return Effect.Operation.DELETE;
        }
        if (SUMMING.matcher(name).matches()) {
            return Effect.Operation.SUM_UP;
        }
        boolean isOne = FINDING.matcher(name).matches()
                && !SEVERAL.contains(call.target().returnType().getInternalName());
        return isOne ? Effect.Operation.FIND : READING.matcher(name).matches() ? Effect.Operation.READ : null;
    }

    private boolean isInsert(Node node, Call call) {
        Symbol saved = bodies.arguments(node.id(), call).value(0);
        return added.isNew(node, saved);
    }
}
