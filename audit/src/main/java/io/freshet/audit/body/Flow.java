package io.freshet.audit.body;

import io.freshet.audit.model.MethodId;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which a method's instructions run when nothing is thrown. Immutable.
 *
 * <p>Three shapes of code are read as their writers mean them. A loop that does something does it: there would be nothing to do it for if it ran
 * no times. A test whether there is a cache at all finds one. And where the result of a write is tested (how many rows were there?), only the
 * branch counts on which something was written.
 */
public final class Flow {

    private static final String CACHE = "org/springframework/cache/Cache";

    private final List<Set<Integer>> next;
    private final Set<Integer> ends = new HashSet<>();
    private final Map<Integer, Integer> loops = new HashMap<>();
    private final Map<Integer, JumpInsnNode> jumps = new HashMap<>();
    private final Map<Integer, MethodId> calls = new HashMap<>();
    private final Map<Integer, Symbol> tested;

    Flow(MethodNode method, Map<Integer, Symbol> tested) {
        this.tested = Map.copyOf(tested);
        int size = method.instructions.size();
        next = new ArrayList<>(size);
        for (int at = 0; at < size; at++) {
            next.add(successors(method, at));
        }
    }

    private Set<Integer> successors(MethodNode method, int at) {
        AbstractInsnNode insn = method.instructions.get(at);
        int opcode = insn.getOpcode();
        Set<Integer> after = new HashSet<>();
        if (insn instanceof JumpInsnNode jump) {
            int target = method.instructions.indexOf(jump.label);
            after.add(target);
            jumps.put(at, jump);
            if (opcode != Opcodes.GOTO) {
                after.add(at + 1);
            }
            after.stream().filter(to -> to <= at).forEach(to -> loops.merge(to, at, Math::max));
            addWithoutNull(at, opcode, target, after);
        } else if (insn instanceof TableSwitchInsnNode table) {
            add(method, table.labels, table.dflt, after);
        } else if (insn instanceof LookupSwitchInsnNode table) {
            add(method, table.labels, table.dflt, after);
        } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            ends.add(at);
        } else if (opcode != Opcodes.ATHROW && at + 1 < method.instructions.size()) {
            after.add(at + 1);
        }
        if (insn instanceof MethodInsnNode call) {
            calls.put(at, new MethodId(call.owner, call.name, call.desc));
        }
        return after;
    }

    private static void add(MethodNode method, List<LabelNode> labels, LabelNode otherwise, Set<Integer> after) {
        labels.forEach(label -> after.add(method.instructions.indexOf(label)));
        after.add(method.instructions.indexOf(otherwise));
    }

    private void addWithoutNull(int at, int opcode, int target, Set<Integer> after) {
        Symbol symbol = tested.get(at);
        boolean isOfCache = symbol instanceof Symbol.Result result
                && result.method().returnType().getInternalName().equals(CACHE);
        if (isOfCache && (opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL)) {
            after.remove(opcode == Opcodes.IFNULL ? target : at + 1);
        }
    }

    /** Whether every path from after the instruction to the method's end passes one of those. */
    public boolean alwaysPasses(int from, Set<Integer> those) {
        return !those.isEmpty() && walk(next.get(from), those, from, calls.get(from));
    }

    /** Whether every path from the method's beginning to its end passes one of those. */
    public boolean alwaysPasses(Set<Integer> those) {
        return !those.isEmpty() && !next.isEmpty() && walk(Set.of(0), those, -1, null);
    }

    /** Whether one of those can run before the instruction. */
    public boolean canPassBefore(int to, Set<Integer> those) {
        return those.stream().anyMatch(each -> reaches(each, to));
    }

    /** Whether one of those can run after the instruction. */
    public boolean canPassAfter(int from, Set<Integer> those) {
        return those.stream().anyMatch(each -> reaches(from, each));
    }

    private boolean reaches(int from, int to) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(next.get(from));
        while (!open.isEmpty()) {
            int at = open.pop();
            if (at == to) {
                return true;
            }
            if (seen.add(at)) {
                open.addAll(next.get(at));
            }
        }
        return false;
    }

    private boolean walk(Set<Integer> starts, Set<Integer> those, int from, @Nullable MethodId written) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (!seen.add(at) || those.contains(at) || isLoopOver(at, those, from)) {
                continue;
            }
            if (ends.contains(at)) {
                return false;
            }
            next.get(at).stream().filter(to -> !isWithoutWrite(at, to, written)).forEach(open::add);
        }
        return true;
    }

    private boolean isLoopOver(int at, Set<Integer> those, int from) {
        Integer end = loops.get(at);
        boolean isInside = end != null && from >= at && from <= end;
        return end != null && !isInside && those.stream().anyMatch(each -> each >= at && each <= end);
    }

    private boolean isWithoutWrite(int at, int to, @Nullable MethodId written) {
        JumpInsnNode jump = jumps.get(at);
        boolean isOfWrite = jump != null
                && tested.get(at) instanceof Symbol.Result result
                && result.method().equals(written);
        if (jump == null || !isOfWrite) {
            return false;
        }
        return switch (jump.getOpcode()) {
            case Opcodes.IFEQ, Opcodes.IFLE, Opcodes.IFLT, Opcodes.IF_ICMPLT, Opcodes.IF_ICMPLE -> to != at + 1;
            case Opcodes.IFNE, Opcodes.IFGT, Opcodes.IFGE, Opcodes.IF_ICMPGE, Opcodes.IF_ICMPGT -> to == at + 1;
            default -> false;
        };
    }
}
