package io.freshet.audit.graph;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Looks into methods, each once. Not thread-safe. */
public final class Bodies {

    private static final int DEPTH = 4;
    private static final GenericType NOTHING = GenericType.of("");

    private final Program program;
    private final Map<MethodId, Body> known = new ConcurrentHashMap<>();
    private final Map<String, Optional<GenericType>> made = new HashMap<>();
    private final Map<String, Optional<String>> texts = new HashMap<>();

    /** Of the methods of a program. */
    public Bodies(Program program) {
        this.program = program;
        program.classes().parallelStream().forEach(this::readAll);
    }

    /** Nearly all methods that call something are asked for, each by itself; together they are read once, and by all processors. */
    private void readAll(ClassModel type) {
        Set<MethodId> calling = type.methods().stream()
                .filter(method -> !method.calls().isEmpty())
                .map(MethodModel::id)
                .collect(Collectors.toSet());
        if (!calling.isEmpty()) {
            for (MethodNode code : program.codes(type.name())) {
                MethodId id = new MethodId(type.name(), code.name, code.desc);
                if (calling.contains(id)) {
                    known.put(id, Body.of(id.owner(), code));
                }
            }
        }
    }

    /** The body of a method; nothing is known of one without code. */
    public Body of(MethodId id) {
        return known.computeIfAbsent(
                id,
                key -> program.code(key).map(code -> Body.of(key.owner(), code)).orElseGet(Body::none));
    }

    /** What a call is given. */
    public Body.Arguments arguments(MethodId method, Call call) {
        return of(method).call(call.at()).orElseGet(() -> new Body.Arguments(Optional.empty(), List.of()));
    }

    /**
     * What a lambda was handed of the method around it, and in which method that is.
     *
     * @param method the method around the lambda
     * @param symbol what it is there
     */
    public record Captured(MethodModel method, Symbol symbol) {}

    /** Where the parameter of a lambda comes from if the lambda captured it; none if it is no such parameter. */
    public Optional<Captured> captured(MethodId lambda, Symbol symbol) {
        if (!(symbol instanceof Symbol.Parameter parameter) || !lambda.name().startsWith("lambda$")) {
            return Optional.empty();
        }
        for (MethodModel method :
                program.own(lambda.owner()).map(ClassModel::methods).orElse(List.of())) {
            for (Call call : method.calls()) {
                if (call.kind() == Call.Kind.HANDED && call.target().equals(lambda)) {
                    return captured(method, call, parameter.index());
                }
            }
        }
        return Optional.empty();
    }

    /** What a lambda captures stands before its own parameters; if it is a method of the object, behind the object. */
    private Optional<Captured> captured(MethodModel method, Call call, int index) {
        List<Symbol> values = arguments(method.id(), call).values();
        boolean isOnObject = program.resolve(call.target())
                .filter(target -> !target.has(Opcodes.ACC_STATIC))
                .isPresent();
        int at = index + (isOnObject ? 1 : 0);
        return at < values.size() ? Optional.of(new Captured(method, values.get(at))) : Optional.empty();
    }

    /** Whether a call goes to the object that it is made from. */
    public boolean isOnThis(MethodId method, Call call) {
        Body.Arguments arguments = arguments(method, call);
        boolean isCaptured = call.kind() == Call.Kind.HANDED
                && !arguments.values().isEmpty()
                && arguments.value(0) instanceof Symbol.This;
        return isCaptured || arguments.on() instanceof Symbol.This;
    }

    /** The class that a call is made on, as seen from the object that makes it: narrower than written where more is known. */
    public String receiverType(Node node, Call call) {
        return receiver(node, call).name();
    }

    /** The same with its type arguments, as far as they are known. */
    public GenericType receiver(Node node, Call call) {
        String written = call.target().owner();
        GenericType type = call.kind() == Call.Kind.VIRTUAL
                ? typeOf(node, arguments(node.id(), call).on(), 0)
                : NOTHING;
        boolean isNarrower = !type.isVariable() && !type.name().isEmpty() && program.isA(type.name(), written);
        return isNarrower ? type : GenericType.of(written);
    }

    /** The class of what a symbol stands for in a method, as narrow as it is known; empty if it is not. */
    String typeOf(Node node, Symbol symbol) {
        GenericType type =
                symbol instanceof Symbol.Created created ? GenericType.of(created.type()) : typeOf(node, symbol, 0);
        return type.isVariable() ? "" : type.name();
    }

    private GenericType typeOf(Node node, Symbol symbol, int depth) {
        if (symbol instanceof Symbol.Parameter parameter) {
            return GenericType.of(
                    node.given().getOrDefault(parameter.index(), name(node.id().parameterTypes()[parameter.index()])));
        } else if (symbol instanceof Symbol.Field field) {
            return program.field(field.owner(), field.name())
                    .map(found ->
                            made(field, found).orElseGet(() -> program.fieldType(node.self(), field.owner(), found)))
                    .orElse(NOTHING);
        } else if (symbol instanceof Symbol.Result result
                && result.receiver() instanceof Symbol.This
                && depth < DEPTH) {
            return program.resolve(result.method().on(node.self()))
                    .map(method -> returned(new Node(method, node.self()), depth))
                    .orElse(NOTHING);
        }
        return NOTHING;
    }

    /**
     * The text that a field of the object always has: its constructors set that and nothing else does, or subclasses hand it to them, as
     * {@code super("mail")}.
     *
     * @param self the class of the object
     */
    public Optional<String> text(String self, Symbol.Field field) {
        return texts.computeIfAbsent(self + " " + field.owner() + "." + field.name(), key -> findText(self, field));
    }

    private Optional<String> findText(String self, Symbol.Field field) {
        List<ClassModel> chain = program.supertypes(self).stream()
                .flatMap(name -> program.own(name).stream())
                .filter(type -> !type.isInterface())
                .toList();
        int declaring = 0;
        while (declaring < chain.size()
                && chain.get(declaring).field(field.name()).isEmpty()) {
            declaring++;
        }
        if (!field.isOwn() || declaring == chain.size()) {
            return Optional.empty();
        }
        Set<Optional<String>> found = new HashSet<>();
        for (MethodModel method : chain.get(declaring).methods()) {
            if (method.writtenFields().contains(field.name())) {
                for (Symbol value : of(method.id()).stored(field.name())) {
                    found.add(
                            method.id().name().equals("<init>")
                                    ? given(chain.subList(0, declaring), method.id(), value)
                                    : Optional.empty());
                }
            }
        }
        return found.size() == 1 ? found.iterator().next() : Optional.empty();
    }

    /** What a constructor's value is if objects of the first of these classes are made: a text, or a parameter to which those below give one. */
    private Optional<String> given(List<ClassModel> below, MethodId constructor, Symbol value) {
        if (!(value instanceof Symbol.Parameter parameter) || below.isEmpty()) {
            return value.text();
        }
        Set<Optional<String>> found = new HashSet<>();
        for (MethodModel method : below.get(below.size() - 1).methods()) {
            for (Call call : method.id().name().equals("<init>") ? method.calls() : List.<Call>of()) {
                if (call.target().equals(constructor)) {
                    Symbol above = arguments(method.id(), call).value(parameter.index());
                    found.add(given(below.subList(0, below.size() - 1), method.id(), above));
                }
            }
        }
        return found.size() == 1 ? found.iterator().next() : Optional.empty();
    }

    private static String name(Type type) {
        return type.getSort() == Type.OBJECT ? type.getInternalName() : "";
    }

    /** What a method of the object returns: what its code says, if that is one thing, or else its signature. */
    private GenericType returned(Node node, int depth) {
        GenericType declared = Program.resultType(node.method())
                .with(program.bindings(node.self(), node.id().owner()));
        List<Symbol> values = node.method().hasBody() ? of(node.id()).returned() : List.of();
        GenericType told = values.size() == 1 ? typeOf(node, values.get(0), depth + 1) : NOTHING;
        boolean isTold = !told.isVariable() && !told.name().isEmpty();
        return isTold && (declared.isVariable() || program.isA(told.name(), declared.name())) ? told : declared;
    }

    /** The class of the object in a field that is filled in one way only, with a new object. */
    private Optional<GenericType> made(Symbol.Field field, FieldModel model) {
        boolean isClosed = (model.access() & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0 && !model.isStatic();
        return isClosed
                ? made.computeIfAbsent(field.owner() + "." + field.name(), key -> find(field))
                : Optional.empty();
    }

    private Optional<GenericType> find(Symbol.Field field) {
        List<Symbol> stored = program.own(field.owner()).stream()
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.writtenFields().contains(field.name()))
                .flatMap(method -> of(method.id()).stored(field.name()).stream())
                .toList();
        List<String> types = stored.stream()
                .map(symbol -> symbol instanceof Symbol.Created created ? created.type() : "")
                .distinct()
                .toList();
        return types.size() == 1 && program.isOwn(types.get(0))
                ? Optional.of(GenericType.of(types.get(0)))
                : Optional.empty();
    }
}
