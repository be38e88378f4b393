package io.freshet.audit.scan;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Holds types that are written as text against the form that class files prescribe: what reads a class file takes them as they are. */
final class Descriptors {

    private static final String PRIMITIVES = "BCDFIJSZ";

    private Descriptors() {}

    /**
     * Looks at all of a class.
     *
     * @throws RuntimeException if one of them is not sound
     */
    static void check(ClassNode node) {
        GenericType.ClassSignature.parse(node.signature);
        for (FieldNode field : node.fields) {
            checkField(field.desc);
            if (field.signature != null) {
                GenericType.parse(field.signature);
            }
        }
        for (MethodNode method : node.methods) {
            checkMethod(method.desc);
            if (method.signature != null) {
                GenericType.result(method.signature);
            }
            method.instructions.forEach(Descriptors::check);
        }
    }

    private static void check(AbstractInsnNode insn) {
        if (insn instanceof MethodInsnNode call) {
            checkMethod(call.desc);
        } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
            checkMethod(dynamic.desc);
        } else if (insn instanceof FieldInsnNode field) {
            checkField(field.desc);
        }
    }

    private static void checkMethod(String text) {
        if (text.charAt(0) != '(') {
            throw refused(text);
        }
        int at = 1;
        while (text.charAt(at) != ')') {
            at = afterType(text, at);
        }
        if (!text.endsWith(")V") && afterType(text, at + 1) != text.length()) {
            throw refused(text);
        }
    }

    private static void checkField(String text) {
        if (afterType(text, 0) != text.length()) {
            throw refused(text);
        }
    }

    private static int afterType(String text, int from) {
        int at = from;
        while (text.charAt(at) == '[') {
            at++;
        }
        if (PRIMITIVES.indexOf(text.charAt(at)) >= 0) {
            return at + 1;
        }
        int end = text.indexOf(';', at);
        if (text.charAt(at) != 'L' || end < at + 2) {
            throw refused(text);
        }
        return end + 1;
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is no type");
    }
}
