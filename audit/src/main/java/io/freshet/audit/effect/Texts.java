package io.freshet.audit.effect;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the texts that a symbol can be: also those that callers hand to a method of their own, that constructors are given or make, and that
 * own methods return or put together.
 */
final class Texts {

    private static final int DEPTH = 12;
    private static final int MOST = 16;
    /** Stands in a text for what is not known. */
    private static final String GAP = "\0";
    /** Statements that change no rows, whatever they name. */
    private static final Pattern WITHOUT_ROWS = Pattern.compile(
            "\\s*create\\s+(unique\\s+)?(table|index|sequence|schema|extension)\\s(?!.*\\sas\\s).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Program program;
    private final Bodies bodies;
    private final Map<MethodId, List<Caller>> callers = new HashMap<>();

    private record Caller(MethodId method, Call call) {}

    /** Tells what a text does. */
    interface Parser {
        /** Its effects; none if that cannot be told. */
        Optional<List<Effect>> effects(String text);
    }

    Texts(Program program, Bodies bodies) {
        this.program = program;
        this.bodies = bodies;
        for (ClassModel type : program.classes()) {
            for (MethodModel method : type.methods()) {
                for (Call call : method.calls()) {
                    if (program.isOwn(call.target().owner())
                            && call.target().descriptor().contains("Ljava/lang/String;")) {
                        MethodId called = program.resolve(call.target())
                                .map(MethodModel::id)
                                .orElse(call.target());
                        callers.computeIfAbsent(called, key -> new ArrayList<>())
                                .add(new Caller(method.id(), call));
                    }
                }
            }
        }
    }

    Optional<List<Effect>> effects(Node node, Symbol symbol, Parser parser) {
        List<Effect> effects = new ArrayList<>();
        List<String> texts = texts(new Place(node.id(), node.self(), List.of(), null), symbol, 0);
        for (String text : texts) {
            Optional<List<Effect>> found = text.contains(GAP)
                    ? Optional.of(List.<Effect>of())
                            .filter(none -> WITHOUT_ROWS.matcher(text).matches())
                    : parser.effects(text);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            effects.addAll(found.get());
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(effects);
    }

    /**
     * Where a symbol stands.
     *
     * @param method the method
     * @param self the class of the object that it runs on; empty if it is not known
     * @param given what it is called with, if that is known
     * @param from where it is called, likewise
     */
    private record Place(
            MethodId method,
            String self,
            List<Symbol> given,
            @Nullable Place from) {}

    /** All texts that it can be; none if one of them is not known. */
    private List<String> texts(Place place, Symbol symbol, int depth) {
        if (depth > DEPTH) {
            return List.of();
        } else if (symbol instanceof Symbol.OneOf oneOf) {
            return all(oneOf.alternatives().stream().map(each -> texts(place, each, depth + 1)));
        } else if (symbol instanceof Symbol.Joined joined) {
            return joined(place, joined.parts(), depth);
        } else if (symbol instanceof Symbol.Parameter parameter) {
            return place.from() != null && parameter.index() < place.given().size()
                    ? texts(place.from(), place.given().get(parameter.index()), depth + 1)
                    : ofCallers(place.method(), parameter.index(), depth);
        } else if (symbol instanceof Symbol.Field field) {
            return ofField(field, depth);
        }
        return symbol instanceof Symbol.Result result ? returned(place, result, depth) : symbol.texts();
    }

    private static List<String> all(Stream<List<String>> parts) {
        List<List<String>> found = parts.toList();
        return found.stream().anyMatch(List::isEmpty)
                ? List.of()
                : found.stream().flatMap(List::stream).distinct().limit(MOST).toList();
    }

    private List<String> joined(Place place, List<Symbol> parts, int depth) {
        List<String> all = List.of("");
        for (Symbol part : parts) {
            List<String> known = texts(place, part, depth + 1);
            List<String> texts = known.isEmpty() ? List.of(GAP) : known;
            if (texts.size() * all.size() > MOST) {
                return List.of();
            }
            all = all.stream()
                    .flatMap(begun -> texts.stream().map(begun::concat))
                    .toList();
        }
        return all;
    }

    private List<String> ofCallers(MethodId method, int index, int depth) {
        return all(program.declarations(method).stream()
                .flatMap(declared -> callers.getOrDefault(declared.id(), List.of()).stream())
                .map(caller -> caller.call().kind() == Call.Kind.HANDED
                        ? List.of()
                        : texts(
                                new Place(caller.method(), "", List.of(), null),
                                bodies.arguments(caller.method(), caller.call()).value(index),
                                depth + 1)));
    }

    /** What the class of a field that nobody else can assign stores there. */
    private List<String> ofField(Symbol.Field field, int depth) {
        boolean isClosed = program.field(field.owner(), field.name())
                .filter(model -> (model.access() & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0)
                .isPresent();
        List<MethodModel> methods =
                isClosed ? program.own(field.owner()).map(ClassModel::methods).orElse(List.of()) : List.of();
        return all(methods.stream()
                .filter(method -> method.writtenFields().contains(field.name()))
                .flatMap(method -> bodies.of(method.id()).stored(field.name()).stream()
                        .filter(value -> !(value instanceof Symbol.Parameter) || isCalled(method))
                        .map(value -> texts(new Place(method.id(), "", List.of(), null), value, depth + 1))));
    }

    /** A setter that nobody calls sets nothing. */
    private boolean isCalled(MethodModel method) {
        return method.id().name().startsWith("<") || callers.containsKey(method.id());
    }

    private List<String> returned(Place place, Symbol.Result result, int depth) {
        if (!program.isOwn(result.method().owner())) {
            return List.of();
        }
        boolean isOnSelf = result.receiver() instanceof Symbol.This
                && program.isA(place.self(), result.method().owner());
        List<MethodId> methods = (isOnSelf
                        ? Stream.of(result.method().on(place.self()))
                        : Stream.concat(Stream.of(result.method()), below(result)))
                .flatMap(id -> program.resolve(id).stream())
                .filter(MethodModel::hasBody)
                .map(MethodModel::id)
                .distinct()
                .toList();
        String self = isOnSelf ? place.self() : "";
        return all(methods.stream()
                .map(id -> all(bodies.of(id).returned().stream()
                        .map(each -> texts(new Place(id, self, result.arguments(), place), each, depth + 1)))));
    }

    private Stream<MethodId> below(Symbol.Result result) {
        return result.receiver() == null
                ? Stream.of()
                : program.subtypes(result.method().owner()).stream()
                        .filter(ClassModel::isConcrete)
                        .map(type -> result.method().on(type.name()));
    }
}
