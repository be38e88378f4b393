package io.freshet.audit.body;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
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
    private static final Body NONE = new Body(Map.of(), Map.of(), List.of(), null);

    private final Map<Integer, Arguments> calls;
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

    private Body(
            Map<Integer, Arguments> calls, Map<Integer, Symbol> tested, List<Symbol> returned, @Nullable Flow flow) {
        this.calls = calls;
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
        if (method.instructions.size() > LONGEST) {
            return NONE;
        }
        try {
            Analyzer<SymbolInterpreter.Cell> analyzer = new Analyzer<>(new SymbolInterpreter(method));
            return of(method, analyzer.analyzeAndComputeMaxs(owner, method));
        } catch (AnalyzerException | RuntimeException e) {
            return NONE;
        }
    }

    private static Body of(MethodNode method, @Nullable Frame<SymbolInterpreter.Cell>[] frames) {
        Map<Integer, Arguments> calls = new HashMap<>();
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
            } else if (insn.getOpcode() == Opcodes.ARETURN) {
                returned.add(top(frame, 0));
            }
        }
        return new Body(calls, tested, returned, new Flow(method, tested));
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
