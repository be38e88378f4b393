package io.freshet.console.calls;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.util.ClassUtils;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calls in the methods of one class; none if its class file is not there or cannot be read. Immutable. */
final class ClassCalls {

    private static final String ARRAY = "[";
    private static final List<String> NOBODYS =
            List.of("java/", "javax/", "jdk/", "jakarta/", "kotlin/", "org/springframework/");

    private final Map<String, List<Call>> byMethod;

    private ClassCalls(Map<String, List<Call>> byMethod) {
        this.byMethod = byMethod;
    }

    /** A call of a method. */
    record Call(Class<?> owner, String name, String descriptor) {}

    static ClassCalls of(Class<?> type) {
        Map<String, List<Call>> found = new HashMap<>();
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in != null) {
                new ClassReader(in)
                        .accept(
                                new Calls(type.getClassLoader(), found),
                                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        } catch (IOException | IllegalArgumentException e) {
            return new ClassCalls(Map.of()); // of a later version of Java, or cut off
        }
        return new ClassCalls(found);
    }

    /** @param method its name and descriptor */
    Collection<Call> in(String method) {
        return byMethod.getOrDefault(method, List.of());
    }

    private static final class Calls extends ClassVisitor {

        private final @Nullable ClassLoader loader;
        private final Map<String, List<Call>> found;

        Calls(@Nullable ClassLoader loader, Map<String, List<Call>> found) {
            super(SpringAsmInfo.ASM_VERSION);
            this.loader = loader;
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            List<Call> calls = found.computeIfAbsent(name + descriptor, any -> new ArrayList<>());
            return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String with, boolean isInterface) {
                    add(calls, owner, called, with);
                }

                @Override
                public void visitInvokeDynamicInsn(String called, String with, Handle by, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
                            add(calls, handle.getOwner(), handle.getName(), handle.getDesc());
                        }
                    }
                }
            };
        }

        private void add(List<Call> calls, String owner, String name, String descriptor) {
            if (owner.startsWith(ARRAY) || NOBODYS.stream().anyMatch(owner::startsWith)) {
                return;
            }
            try {
                calls.add(new Call(ClassUtils.forName(owner.replace('/', '.'), loader), name, descriptor));
            } catch (ClassNotFoundException | LinkageError e) {
                return; // it is optional, and is not there
            }
        }
    }
}
