package io.freshet.audit.scan;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.ParameterNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Turns class files into models. */
public final class ClassFiles {

    private ClassFiles() {}

    /**
     * The class with its code.
     *
     * @param namesOfLocals whether parameters whose names the compiler was not asked to keep are called after their local variables
     * @throws UnreadableException if the bytes are no class file that can be read
     */
    static ClassModel read(String place, byte[] bytes, boolean namesOfLocals) {
        return model(place, bytes, ClassReader.SKIP_FRAMES, namesOfLocals);
    }

    /** The class without its code: hierarchy, signatures and annotations. */
    static ClassModel readOutline(String place, byte[] bytes) {
        return model(place, bytes, ClassReader.SKIP_FRAMES | ClassReader.SKIP_CODE, false);
    }

    /** The class as a tree; the indices of its instructions are those of {@link Call#at()}. */
    public static ClassNode tree(String place, byte[] bytes) {
        return node(place, bytes, ClassReader.SKIP_FRAMES);
    }

    /** The internal name of the class. */
    static String name(String place, byte[] bytes) {
        return read(place, bytes, ClassReader::getClassName);
    }

    private static ClassNode node(String place, byte[] bytes, int options) {
        return read(place, bytes, reader -> {
            ClassNode node = new ClassNode();
            reader.accept(node, options);
            return node;
        });
    }

    private static <T> T read(String place, byte[] bytes, Function<ClassReader, T> reading) {
        try {
            return reading.apply(new ClassReader(bytes));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(place, "is no class file that can be read: " + remedy(bytes, e), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadableException(place, "is damaged or cut short; build it again", e);
        }
    }

    private static String remedy(byte[] bytes, IllegalArgumentException e) {
        int major = bytes.length > 7 ? ((bytes[6] & 0xFF) << 8) | (bytes[7] & 0xFF) : 0;
        boolean isClass = bytes.length > 7 && (bytes[0] & 0xFF) == 0xCA && (bytes[1] & 0xFF) == 0xFE;
        if (isClass && major > Opcodes.V28) {
            return "it is of class file version " + major
                    + ", newer than this audit knows; compile with an older --release";
        }
        return "it is damaged; build it again (" + e.getMessage() + ")";
    }

    private static ClassModel model(String place, byte[] bytes, int options, boolean namesOfLocals) {
        ClassNode node = node(place, bytes, options);
        try {
            Descriptors.check(node);
            return model(node, namesOfLocals);
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadableException(place, "is damaged; build it again", e);
        }
    }

    private static ClassModel model(ClassNode node, boolean namesOfLocals) {
        List<FieldModel> fields = node.fields.stream().map(ClassFiles::field).toList();
        List<MethodModel> methods = node.methods.stream()
                .map(method -> method(node.name, method, namesOfLocals))
                .toList();
        return new ClassModel(
                node.name,
                node.access,
                node.superName,
                node.interfaces,
                node.signature,
                annotations(node.visibleAnnotations, node.invisibleAnnotations),
                fields,
                methods,
                node.sourceFile);
    }

    private static FieldModel field(FieldNode node) {
        return new FieldModel(
                node.name,
                node.desc,
                node.signature,
                node.access,
                annotations(node.visibleAnnotations, node.invisibleAnnotations),
                node.value);
    }

    private static MethodModel method(String owner, MethodNode node, boolean namesOfLocals) {
        List<Call> calls = new ArrayList<>();
        Set<String> written = new HashSet<>();
        Set<String> read = new HashSet<>();
        int line = 0;
        int first = 0;
        int at = 0;
        for (AbstractInsnNode insn : node.instructions) {
            if (insn instanceof LineNumberNode number) {
                line = number.line;
                first = first == 0 ? line : first;
            } else if (insn instanceof FieldInsnNode field && field.owner.equals(owner)) {
                boolean writes = field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC;
                (writes ? written : read).add(field.name);
            } else {
                addCall(calls, insn, at, line);
            }
            at++;
        }
        return new MethodModel(
                new MethodId(owner, node.name, node.desc),
                node.access,
                node.signature,
                annotations(node.visibleAnnotations, node.invisibleAnnotations),
                names(node, namesOfLocals),
                first,
                calls,
                written,
                read);
    }

    private static List<String> names(MethodNode node, boolean namesOfLocals) {
        List<String> names = new ArrayList<>();
        if (node.parameters != null) {
            for (ParameterNode parameter : node.parameters) {
                names.add(parameter.name == null ? "" : parameter.name);
            }
        }
        return names.isEmpty() && namesOfLocals ? namesOfLocals(node) : names;
    }

    /** What debuggers call the parameters; nothing if one of them has no name. */
    private static List<String> namesOfLocals(MethodNode node) {
        Map<Integer, String> bySlot = new HashMap<>();
        for (LocalVariableNode local :
                node.localVariables == null ? List.<LocalVariableNode>of() : node.localVariables) {
            bySlot.putIfAbsent(local.index, local.name);
        }
        List<String> names = new ArrayList<>();
        int slot = (node.access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
        for (Type type : Type.getArgumentTypes(node.desc)) {
            String name = bySlot.get(slot);
            if (name == null) {
                return List.of();
            }
            names.add(name);
            slot += type.getSize();
        }
        return names;
    }

    private static void addCall(List<Call> calls, AbstractInsnNode insn, int at, int line) {
        if (insn instanceof MethodInsnNode call && !call.owner.startsWith("[")) {
            boolean isVirtual =
                    call.getOpcode() == Opcodes.INVOKEVIRTUAL || call.getOpcode() == Opcodes.INVOKEINTERFACE;
            MethodId target = new MethodId(call.owner, call.name, call.desc);
            calls.add(new Call(at, line, isVirtual ? Call.Kind.VIRTUAL : Call.Kind.EXACT, target));
        } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
            Handle handle = handed(dynamic);
            if (handle != null) {
                MethodId target = new MethodId(receiver(dynamic, handle), handle.getName(), handle.getDesc());
                calls.add(new Call(at, line, Call.Kind.HANDED, target));
            }
        }
    }

    /** What a method reference is bound to, if to an object: compilers name the class that declares the method instead. */
    private static String receiver(InvokeDynamicInsnNode dynamic, Handle handle) {
        Type[] captured = Type.getArgumentTypes(dynamic.desc);
        boolean isBound = captured.length > 0
                && captured[0].getSort() == Type.OBJECT
                && (handle.getTag() == Opcodes.H_INVOKEVIRTUAL || handle.getTag() == Opcodes.H_INVOKEINTERFACE);
        return isBound ? captured[0].getInternalName() : handle.getOwner();
    }

    private static @Nullable Handle handed(InvokeDynamicInsnNode dynamic) {
        if (!dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
            return null;
        }
        for (Object argument : dynamic.bsmArgs) {
            if (argument instanceof Handle handle) {
                return handle;
            }
        }
        return null;
    }

    private static List<AnnotationUse> annotations(
            @Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
        List<AnnotationUse> uses = new ArrayList<>();
        if (visible != null) {
            visible.forEach(node -> uses.add(annotation(node)));
        }
        if (invisible != null) {
            invisible.forEach(node -> uses.add(annotation(node)));
        }
        return uses;
    }

    private static AnnotationUse annotation(AnnotationNode node) {
        Map<String, Object> values = new HashMap<>();
        for (int at = 0; node.values != null && at + 1 < node.values.size(); at += 2) {
            values.put((String) node.values.get(at), plain(node.values.get(at + 1)));
        }
        return new AnnotationUse(Type.getType(node.desc).getInternalName(), values);
    }

    private static Object plain(Object value) {
        if (value instanceof AnnotationNode nested) {
            return annotation(nested);
        } else if (value instanceof String[] constant) {
            return constant[1];
        } else if (value instanceof Type type) {
            return type.getSort() == Type.OBJECT ? type.getInternalName() : type.getDescriptor();
        } else if (value instanceof List<?> list) {
            return list.stream().map(element -> plain((Object) element)).toList();
        }
        return value;
    }
}
