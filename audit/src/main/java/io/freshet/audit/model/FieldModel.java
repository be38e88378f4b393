package io.freshet.audit.model;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

import java.util.List;

/**
 * A field. Immutable.
 *
 * @param name its name
 * @param descriptor its erased type
 * @param signature its generic type, if it has one
 * @param access its modifiers
 * @param annotations what stands on it
 * @param constant its value, if it is a constant
 */
public record FieldModel(
        String name,
        String descriptor,
        @Nullable String signature,
        int access,
        List<AnnotationUse> annotations,
        @Nullable Object constant) {

    /** Copies. */
    public FieldModel {
        annotations = List.copyOf(annotations);
    }

    /** Whether it is static. */
    public boolean isStatic() {
        return (access & Opcodes.ACC_STATIC) != 0;
    }
}
