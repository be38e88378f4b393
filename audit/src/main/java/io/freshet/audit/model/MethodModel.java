package io.freshet.audit.model;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

import java.util.List;
import java.util.Set;

/**
 * A method. Immutable.
 *
 * @param id which method it is, on the class that declares it
 * @param access its modifiers
 * @param signature its generic types, if it has any
 * @param annotations what stands on it
 * @param parameterNames the names of its parameters as {@code -parameters} keeps them, or as Spring finds them without; empty if it does not
 * @param line the first line of its code, 0 if unknown
 * @param calls what it calls, in order
 * @param writtenFields fields of its own class that it assigns
 * @param readFields fields of its own class that it reads
 */
public record MethodModel(
        MethodId id,
        int access,
        @Nullable String signature,
        List<AnnotationUse> annotations,
        List<String> parameterNames,
        int line,
        List<Call> calls,
        Set<String> writtenFields,
        Set<String> readFields) {

    /** Copies. */
    public MethodModel {
        annotations = List.copyOf(annotations);
        parameterNames = List.copyOf(parameterNames);
        calls = List.copyOf(calls);
        writtenFields = Set.copyOf(writtenFields);
        readFields = Set.copyOf(readFields);
    }

    /** Whether it has any of the modifiers, as {@link Opcodes} number them. */
    public boolean has(int modifiers) {
        return (access & modifiers) != 0;
    }

    /** Whether it has a body. */
    public boolean hasBody() {
        return !has(Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE);
    }

    /** Whether the compiler made it. */
    public boolean isMade() {
        return has(Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE);
    }
}
