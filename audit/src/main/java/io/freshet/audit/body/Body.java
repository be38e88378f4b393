package io.freshet.audit.body;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values in one method, and the order of its instructions. Immutable. */
public final class Body {

    private static final int LONGEST = 20_000;
    private static final long LARGEST = 10_000_000;
    private static final Body NONE = new Body(Map.of(), Map.of(), Map.of(), Map.of(), List.of(), null);

    private final Map<Integer, Arguments> calls;
    private final Map<Integer, List<Symbol>> elements;
    private final Map<String, List<Stored>> stored;
    private final Map<Integer, Symbol> tested;
    private final List<Symbol> returned;
    private final @Nullable Flow flow;

    /**
     * What a call is given.
     *
     * @param receiver what it is called on; none if it is static or a lambda
     * @param values its arguments; of a lambda, what it captures
     */
    public record Arguments(Optional<Symbol> receiver, List<Symbol> values) {

        /** The argument with the index, anything if there is none. */
        public Symbol value(int at) {
            return at < values.size() ? values.get(at) : new Symbol.Unknown();
        }

        /** What it is called on, anything if that is not known. */
        public Symbol on() {
            return receiver.orElseGet(Symbol.Unknown::new);
        }
    }

    /** A value that is assigned to a field of an object; of anything if the field is static. */
    private record Stored(Symbol of, Symbol value) {}

    private Body(
            Map<Integer, Arguments> calls,
            Map<Integer, List<Symbol>> elements,
            Map<String, List<Stored>> stored,
            Map<Integer, Symbol> tested,
            List<Symbol> returned,
            @Nullable Flow flow) {
        this.calls = calls;
        this.elements = elements;
        this.stored = stored;
        this.tested = tested;
        this.returned = returned;
        this.flow = flow;
    }

    /** A method without code that can be looked at. */
    public static Body none() {
        return NONE;
    }

    /** The body of a method of the class; nothing is known of one that is too long or not sound. */
    public static Body of(String owner, MethodNode method) {
        int size = method.instructions.size();
        if (size > LONGEST || (long) size * slots(method) > LARGEST) {
            return NONE;
        }
        try {
            Analyzer<SymbolInterpreter.Cell> analyzer = new Analyzer<>(new SymbolInterpreter(method));
            return of(method, analyzer.analyzeAndComputeMaxs(owner, method));
        } catch (AnalyzerException | RuntimeException e) {
            return NONE;
        }
    }

    /** How many values are kept apart at each instruction, at the most. */
    private static int slots(MethodNode method) {
        int most = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        for (AbstractInsnNode insn : method.instructions) {
            int local = insn instanceof VarInsnNode load ? load.var : insn instanceof IincInsnNode add ? add.var : 0;
            most = Math.max(most, local + 2);
        }
        return most + method.maxStack;
    }

    private static Body of(MethodNode method, @Nullable Frame<SymbolInterpreter.Cell>[] frames) {
        Map<Integer, Arguments> calls = new HashMap<>();
        Map<Integer, List<Symbol>> elements = new HashMap<>();
        Map<String, List<Stored>> stored = new HashMap<>();
        Map<Integer, Symbol> tested = new HashMap<>();
        List<Symbol> returned = new ArrayList<>();
        for (int at = 0; at < frames.length; at++) {
            Frame<SymbolInterpreter.Cell> frame = frames[at];
            AbstractInsnNode insn = method.instructions.get(at);
            if (frame == null) {
                continue;
            }
            if (insn instanceof MethodInsnNode call) {
                calls.put(at, arguments(frame, call.desc, call.getOpcode() == Opcodes.INVOKESTATIC));
            } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
                calls.put(at, arguments(frame, dynamic.desc, true));
            } else if (insn instanceof JumpInsnNode && frame.getStackSize() > 0) {
                tested.put(at, tested(insn.getOpcode(), frame));
            } else if (insn instanceof FieldInsnNode field
                    && (field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC)) {
                Symbol of = field.getOpcode() == Opcodes.PUTFIELD ? top(frame, 1) : new Symbol.Unknown();
                stored.computeIfAbsent(field.name, key -> new ArrayList<>()).add(new Stored(of, top(frame, 0)));
            } else if (insn.getOpcode() == Opcodes.AASTORE && top(frame, 2) instanceof Symbol.Array array) {
                elements.computeIfAbsent(array.at(), key -> new ArrayList<>()).add(top(frame, 0));
            } else if (insn.getOpcode() == Opcodes.ARETURN) {
                returned.add(top(frame, 0));
            }
        }
        return new Body(calls, elements, stored, tested, returned, new Flow(method, tested));
    }

    private static Symbol tested(int opcode, Frame<SymbolInterpreter.Cell> frame) {
        boolean comparesTwo = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
        return top(frame, comparesTwo && frame.getStackSize() > 1 ? 1 : 0);
    }

    private static Symbol top(Frame<SymbolInterpreter.Cell> frame, int below) {
        return frame.getStack(frame.getStackSize() - 1 - below).symbol();
    }

    private static Arguments arguments(Frame<SymbolInterpreter.Cell> frame, String descriptor, boolean isStatic) {
        int count = Type.getArgumentCount(descriptor);
        List<Symbol> values = new ArrayList<>();
        for (int at = count - 1; at >= 0; at--) {
            values.add(top(frame, at));
        }
        return new Arguments(isStatic ? Optional.empty() : Optional.of(top(frame, count)), values);
    }

    /** What the call at the instruction is given; none if it is never reached or no call. */
    public Optional<Arguments> call(int at) {
        return Optional.ofNullable(calls.get(at));
    }

    /** What is put into an array that it makes. */
    public List<Symbol> elements(Symbol.Array array) {
        return List.copyOf(elements.getOrDefault(array.at(), List.of()));
    }

    /** What it assigns to fields of the name. */
    public List<Symbol> stored(String field) {
        return stored.getOrDefault(field, List.of()).stream().map(Stored::value).toList();
    }

    /** What it assigns to the field of one object. */
    public List<Symbol> stored(Symbol of, String field) {
        return stored.getOrDefault(field, List.of()).stream()
                .filter(each -> each.of().equals(of))
                .map(Stored::value)
                .toList();
    }

    /** What it may return, one for each place that returns an object. */
    public List<Symbol> returned() {
        return returned;
    }

    /** What a jump depends on. */
    Map<Integer, Symbol> tested() {
        return tested;
    }

    /** The order of its instructions; none if it is not known. */
    public Optional<Flow> flow() {
        return Optional.ofNullable(flow);
    }
}
