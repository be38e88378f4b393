package io.freshet.audit.model;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

import java.util.List;
import java.util.Optional;

/**
 * A class or interface. Immutable.
 *
 * @param name its internal name
 * @param access its modifiers
 * @param superName what it extends; none for {@code Object}
 * @param interfaces what it implements
 * @param signature its generic types, if it has any
 * @param annotations what stands on it
 * @param fields its fields
 * @param methods its methods
 * @param source the name of its source file, if it is known
 */
public record ClassModel(
        String name,
        int access,
        @Nullable String superName,
        List<String> interfaces,
        @Nullable String signature,
        List<AnnotationUse> annotations,
        List<FieldModel> fields,
        List<MethodModel> methods,
        @Nullable String source) {

    /** Copies. */
    public ClassModel {
        interfaces = List.copyOf(interfaces);
        annotations = List.copyOf(annotations);
        fields = List.copyOf(fields);
        methods = List.copyOf(methods);
    }

    /** Whether it is an interface. */
    public boolean isInterface() {
        return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    /** Whether there can be objects of exactly this class. */
    public boolean isConcrete() {
        return (access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)) == 0;
    }

    /** Whether it is final. */
    public boolean isFinal() {
        return (access & Opcodes.ACC_FINAL) != 0;
    }

    /** The method that it declares itself. */
    public Optional<MethodModel> method(MethodId id) {
        return methods.stream().filter(method -> method.id().overrides(id)).findFirst();
    }

    /** The field that it declares itself. */
    public Optional<FieldModel> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** Where its source stands: {@code com/acme/Prices.java}. */
    public String path() {
        String folder = Names.packageOf(name);
        String outer = Names.simple(name.contains("$") ? name.substring(0, name.indexOf('$')) : name);
        return (folder.isEmpty() ? "" : folder + "/") + (source == null ? outer + ".java" : source);
    }
}
