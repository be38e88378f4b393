package io.freshet.audit.scan;

import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All classes of the application, and what is known of the libraries that they stand on. Not thread-safe: what is asked is remembered. */
public final class Program {

    private static final int TREES = 64;

    /** Spring before 6.1 calls parameters after local variables where the compiler was not asked to keep their names. */
    private static final String NAMES_OF_LOCALS = "org/springframework/core/LocalVariableTableParameterNameDiscoverer";

    private final ClassSources sources;
    private final Map<String, ClassModel> own;
    private final Map<String, Optional<ClassModel>> libraries = new HashMap<>();
    private final Map<String, List<ClassModel>> below = new HashMap<>();
    private final Map<String, Set<String>> above = new HashMap<>();
    private final Map<MethodId, Optional<MethodModel>> resolved = new HashMap<>();
    private final Map<String, Map<String, MethodModel>> methods = new HashMap<>();
    private final Map<String, GenericType.ClassSignature> signatures = new HashMap<>();
    private final Map<String, ClassNode> trees = new LinkedHashMap<>(TREES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ClassNode> eldest) {
            return size() > TREES;
        }
    };

    private Program(ClassSources sources, Map<String, ClassModel> own) {
        this.sources = sources;
        this.own = own;
        for (ClassModel type : own.values()) {
            for (String name : supertypes(type.name())) {
                below.computeIfAbsent(name, key -> new ArrayList<>()).add(type);
            }
        }
    }

    /**
     * Reads all own classes.
     *
     * @throws UnreadableException if one of them cannot be read
     */
    public static Program read(ClassSources sources) {
        boolean namesOfLocals = sources.library(NAMES_OF_LOCALS).isPresent();
        Map<String, ClassModel> own = sources.own().parallelStream()
                .map(name -> ClassFiles.read(sources.place(name), sources.bytes(name), namesOfLocals))
                .collect(Collectors.toConcurrentMap(ClassModel::name, type -> type));
        Map<String, ClassModel> inOrder = new LinkedHashMap<>();
        own.keySet().stream().sorted().forEach(name -> inOrder.put(name, own.get(name)));
        return new Program(sources, inOrder);
    }

    /** The own classes, in the order of their names. */
    public Collection<ClassModel> classes() {
        return Collections.unmodifiableCollection(own.values());
    }

    /** Texts of configuration files. */
    public Collection<String> settings() {
        return sources.settings().values();
    }

    /** The mapper files of MyBatis, by where they were found. */
    public Map<String, byte[]> mappers() {
        return sources.mappers();
    }

    /** Whether the class is the application's own. */
    public boolean isOwn(String name) {
        return own.containsKey(name);
    }

    /** An own class. */
    public Optional<ClassModel> own(String name) {
        return Optional.ofNullable(own.get(name));
    }

    /** A class, own or of a library. */
    public Optional<ClassModel> find(String name) {
        ClassModel type = own.get(name);
        return type != null ? Optional.of(type) : libraries.computeIfAbsent(name, sources::library);
    }

    /** The class and all that it extends and implements, the nearest first, as far as they are known. */
    public Set<String> supertypes(String name) {
        Set<String> known = above.get(name);
        if (known == null) {
            Set<String> found = new LinkedHashSet<>();
            List<String> next = new ArrayList<>(List.of(name));
            for (int at = 0; at < next.size(); at++) {
                if (found.add(next.get(at))) {
                    find(next.get(at)).ifPresent(type -> {
                        if (type.superName() != null) {
                            next.add(type.superName());
                        }
                        next.addAll(type.interfaces());
                    });
                }
            }
            known = Collections.unmodifiableSet(found);
            above.put(name, known);
        }
        return known;
    }

    /** Whether the class is, extends or implements the other. */
    public boolean isA(String name, String other) {
        return supertypes(name).contains(other);
    }

    /** The own classes that are, extend or implement it. */
    public List<ClassModel> subtypes(String name) {
        return below.getOrDefault(name, List.of());
    }

    /** The method that a call on the class arrives at: declared by it or by the nearest above it that has a body, or else any. */
    public Optional<MethodModel> resolve(MethodId id) {
        Optional<MethodModel> known = resolved.get(id);
        if (known == null) {
            known = find(id);
            resolved.put(id, known);
        }
        return known;
    }

    /** As the virtual machine looks for it: what a class has, however far above, goes before what an interface has. */
    private Optional<MethodModel> find(MethodId id) {
        Optional<MethodModel> declared = Optional.empty();
        Optional<MethodModel> ofInterface = Optional.empty();
        for (String name : supertypes(id.owner())) {
            Optional<MethodModel> here = Optional.ofNullable(
                    methods.computeIfAbsent(name, this::methodsOf).get(id.name() + id.descriptor()));
            if (here.isPresent() && !here.get().has(Opcodes.ACC_ABSTRACT)) {
                if (!find(name).map(ClassModel::isInterface).orElse(false)) {
                    return here;
                }
                ofInterface = ofInterface.isPresent() ? ofInterface : here;
            }
            declared = declared.isPresent() ? declared : here;
        }
        return ofInterface.isPresent() ? ofInterface : declared;
    }

    private Map<String, MethodModel> methodsOf(String name) {
        Map<String, MethodModel> found = new HashMap<>();
        find(name)
                .ifPresent(type -> type.methods()
                        .forEach(method ->
                                found.put(method.id().name() + method.id().descriptor(), method)));
        return found;
    }

    /** The methods that it overrides or implements, itself first. */
    public List<MethodModel> declarations(MethodId id) {
        List<MethodModel> found = new ArrayList<>();
        for (String name : supertypes(id.owner())) {
            find(name).flatMap(type -> type.method(id)).ifPresent(found::add);
        }
        return found;
    }

    /** The field that the name means in the class. */
    public Optional<FieldModel> field(String owner, String name) {
        for (String type : supertypes(owner)) {
            Optional<FieldModel> field = find(type).flatMap(found -> found.field(name));
            if (field.isPresent()) {
                return field;
            }
        }
        return Optional.empty();
    }

    /** The code of an own method; none if it has none. */
    public Optional<MethodNode> code(MethodId id) {
        if (!isOwn(id.owner())) {
            return Optional.empty();
        }
        ClassNode tree = trees.computeIfAbsent(id.owner(), this::tree);
        return tree.methods.stream()
                .filter(method -> method.name.equals(id.name()) && method.desc.equals(id.descriptor()))
                .filter(method -> method.instructions.size() > 0)
                .findFirst();
    }

    /** The code of all methods of an own class. Several threads may ask at once; nothing is remembered. */
    public List<MethodNode> codes(String owner) {
        return tree(owner).methods.stream()
                .filter(method -> method.instructions.size() > 0)
                .toList();
    }

    private ClassNode tree(String name) {
        return ClassFiles.tree(sources.place(name), sources.bytes(name));
    }

    /** What the type variables of all classes above stand for, as seen from the class; by class and name of the variable. */
    public Map<String, GenericType> bindings(String from, String above) {
        Map<String, GenericType> none = Map.of();
        return bindings(from, above, none, 0);
    }

    private Map<String, GenericType> bindings(String from, String above, Map<String, GenericType> current, int depth) {
        if (from.equals(above) || depth > 20) {
            return from.equals(above) ? current : Map.of();
        }
        Optional<ClassModel> type = find(from);
        if (type.isEmpty()) {
            return Map.of();
        }
        for (GenericType supertype : signature(type.get()).supertypes()) {
            if (supertypes(supertype.name()).contains(above)) {
                return bindings(supertype.name(), above, bind(supertype.with(current)), depth + 1);
            }
        }
        List<String> plain = new ArrayList<>(type.get().interfaces());
        if (type.get().superName() != null) {
            plain.add(type.get().superName());
        }
        return plain.stream()
                .filter(name -> supertypes(name).contains(above))
                .findFirst()
                .map(name -> bindings(name, above, Map.of(), depth + 1))
                .orElse(Map.of());
    }

    private GenericType.ClassSignature signature(ClassModel type) {
        return signatures.computeIfAbsent(type.name(), name -> GenericType.ClassSignature.parse(type.signature()));
    }

    private Map<String, GenericType> bind(GenericType type) {
        Map<String, GenericType> bound = new HashMap<>();
        List<String> names = List.copyOf(find(type.name())
                .map(found -> signature(found).variables())
                .orElse(Map.of())
                .keySet());
        for (int at = 0; at < names.size() && at < type.arguments().size(); at++) {
            bound.put(names.get(at), type.arguments().get(at));
        }
        return bound;
    }

    /**
     * The type arguments that the class gives to the first class above it, own or not, whose name the test accepts: {@code User, Long} for a
     * repository of users.
     */
    public List<GenericType> argumentsOf(String from, java.util.function.Predicate<String> isWanted) {
        return argumentsOf(GenericType.of(from), isWanted);
    }

    /** The same of a class that has type arguments of its own. */
    public List<GenericType> argumentsOf(GenericType from, java.util.function.Predicate<String> isWanted) {
        return argumentsOf(from, isWanted, 0);
    }

    private List<GenericType> argumentsOf(GenericType from, java.util.function.Predicate<String> isWanted, int depth) {
        if (isWanted.test(from.name()) || depth > 20) {
            return from.arguments();
        }
        Map<String, GenericType> bound = bind(from);
        for (GenericType supertype :
                find(from.name()).map(type -> signature(type).supertypes()).orElse(List.of())) {
            List<GenericType> found = argumentsOf(supertype.with(bound), isWanted, depth + 1);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** The class that a field's type stands for, as seen from an object of the class: its generic type with variables replaced, wherever above the owner it is declared. */
    public GenericType fieldType(String self, String owner, FieldModel field) {
        String signature = field.signature() == null ? field.descriptor() : field.signature();
        String declaring = supertypes(owner).stream()
                .filter(name ->
                        find(name).flatMap(type -> type.field(field.name())).isPresent())
                .findFirst()
                .orElse(owner);
        return GenericType.parse(signature).with(bindings(self, declaring));
    }

    /** The result of a method as its signature has it. */
    public static GenericType resultType(MethodModel method) {
        return GenericType.result(method.signature() == null ? method.id().descriptor() : method.signature());
    }
}
