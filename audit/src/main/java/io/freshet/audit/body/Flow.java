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
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The order in which a method's instructions run when nothing is thrown. Immutable.
 *
 * <p>Four shapes of code are read as their writers mean them. A loop that does something does it: there would be nothing to do it for if it ran
 * no times; so does what is asked first whether a collection has anything in it. A test whether there is a cache at all finds one, and so does a test
 * whether there is a key to evict. And where the result of a write is tested (how many rows were there?), only the
 * branch counts on which something was written.
 */
public final class Flow {

    private static final int[] NOWHERE = {};
    private static final String CACHE = "org/springframework/cache/Cache";

    private final int[][] next;
    private final Set<Integer> ends = new HashSet<>();
    private final Map<Integer, Integer> loops = new HashMap<>();
    private final Map<Integer, Integer> jumps = new HashMap<>();
    private final Map<Integer, MethodId> calls = new HashMap<>();
    private final Map<Integer, Symbol> tested;

    Flow(MethodNode method, Map<Integer, Symbol> tested) {
        this.tested = Map.copyOf(tested);
        int size = method.instructions.size();
        next = new int[size][];
        for (int at = 0; at < size; at++) {
            next[at] = successors(method, at);
        }
    }

    private int[] successors(MethodNode method, int at) {
        AbstractInsnNode insn = method.instructions.get(at);
        int opcode = insn.getOpcode();
        if (insn instanceof MethodInsnNode call) {
            calls.put(at, new MethodId(call.owner, call.name, call.desc));
        }
        boolean isBranch = insn instanceof JumpInsnNode
                || insn instanceof TableSwitchInsnNode
                || insn instanceof LookupSwitchInsnNode;
        if (isBranch) {
            return branches(method, at, insn).stream().mapToInt(to -> to).toArray();
        } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            ends.add(at);
            return NOWHERE;
        }
        return opcode != Opcodes.ATHROW && at + 1 < method.instructions.size() ? new int[] {at + 1} : NOWHERE;
    }

    private Set<Integer> branches(MethodNode method, int at, AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        Set<Integer> after = new HashSet<>();
        if (insn instanceof JumpInsnNode jump) {
            int target = method.instructions.indexOf(jump.label);
            after.add(target);
            jumps.put(at, opcode);
            if (opcode != Opcodes.GOTO) {
                after.add(at + 1);
            }
            after.stream().filter(to -> to <= at).forEach(to -> loops.merge(to, at, Math::max));
            addWithoutNull(at, opcode, target, after);
        } else if (insn instanceof TableSwitchInsnNode table) {
            add(method, table.labels, table.dflt, after);
        } else if (insn instanceof LookupSwitchInsnNode table) {
            add(method, table.labels, table.dflt, after);
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
        boolean isTest = opcode == Opcodes.IFEQ || opcode == Opcodes.IFNE;
        Optional<MethodId> asked = isTest && after.size() > 1 ? asked(symbol) : Optional.empty();
        asked.filter(Flow::ofCollection).ifPresent(method -> {
            boolean isFullFar = method.name().equals("isEmpty") == (opcode == Opcodes.IFEQ);
            after.remove(isFullFar ? at + 1 : target);
        });
    }

    /** The method whose answer is tested, whatever it was asked about. */
    private static Optional<MethodId> asked(@Nullable Symbol tested) {
        Set<MethodId> asked = new HashSet<>();
        for (Symbol each : tested == null ? List.<Symbol>of() : tested.alternatives()) {
            if (!(each instanceof Symbol.Result result)) {
                return Optional.empty();
            }
            asked.add(result.method());
        }
        return asked.size() == 1 ? asked.stream().findFirst() : Optional.empty();
    }

    /** Whether a collection is asked, or a method about one, if it is empty. */
    private static boolean ofCollection(MethodId asked) {
        boolean isQuestion = asked.name().equals("isEmpty") || asked.name().equals("isNotEmpty");
        String of = asked.parameters() == 0 ? "L" + asked.owner() + ";" : asked.descriptor();
        return isQuestion
                && Set.of("Ljava/util/Collection;", "Ljava/util/List;", "Ljava/util/Set;", "Ljava/util/Map;").stream()
                        .anyMatch(of::contains);
    }

    /**
     * Whether every path from after the instruction to the method's end passes one of those.
     *
     * @param present what is there: of a test whether it is null only the other branch is followed
     */
    public boolean alwaysPasses(int from, Set<Integer> those, Set<Symbol> present) {
        return !those.isEmpty() && walk(next[from], those, new Start(from, calls.get(from), present));
    }

    /** Whether the method throws, whatever else it does, if the value is there that is meant, or is more than none. */
    public boolean refuses(Predicate<Symbol> value) {
        return jumps.keySet().stream().anyMatch(at -> isRefusal(at, value));
    }

    /** Whether it does so on every path to its end. */
    public boolean alwaysRefuses(Predicate<Symbol> value) {
        return jumps.keySet().stream().anyMatch(at -> isRefusal(at, value) && alwaysPasses(Set.of(at), Set.of()));
    }

    /** Whether it does so on every path to the instruction. */
    public boolean alwaysRefusesBefore(int to, Predicate<Symbol> value) {
        return jumps.keySet().stream().anyMatch(at -> isRefusal(at, value) && alwaysPassesBefore(to, at));
    }

    private boolean isRefusal(int at, Predicate<Symbol> value) {
        Symbol symbol = tested.get(at);
        Integer jump = jumps.get(at);
        Optional<Boolean> isNear = jump == null ? Optional.empty() : isThereNear(jump);
        return symbol != null
                && isNear.isPresent()
                && value.test(symbol)
                && Arrays.stream(next[at]).anyMatch(to -> (to == at + 1) == isNear.get() && neverEnds(to));
    }

    /** Whether what is tested is there, true or more than none if the jump is not made; none if it is another test. */
    private static Optional<Boolean> isThereNear(int opcode) {
        return switch (opcode) {
            case Opcodes.IFNULL, Opcodes.IFEQ, Opcodes.IFLE -> Optional.of(true);
            case Opcodes.IFNONNULL, Opcodes.IFNE, Opcodes.IFGT -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Whether every path from the method's beginning to the instruction passes the other one. */
    public boolean alwaysPassesBefore(int to, int that) {
        return to != that && next.length > 0 && !reaches(new int[] {0}, to, that);
    }

    private boolean neverEnds(int from) {
        return !ends.contains(from) && ends.stream().noneMatch(end -> reaches(from, end));
    }

    /** Whether every path from the method's beginning to its end passes one of those. */
    public boolean alwaysPasses(Set<Integer> those, Set<Symbol> present) {
        return !those.isEmpty() && next.length > 0 && walk(new int[] {0}, those, new Start(-1, null, present));
    }

    /** Where a walk begins, what was written there, and what is taken to be there. */
    private record Start(int from, @Nullable MethodId written, Set<Symbol> present) {}

    /** Whether one of those can run before the instruction. */
    public boolean canPassBefore(int to, Set<Integer> those) {
        return those.stream().anyMatch(each -> reaches(each, to));
    }

    /** Whether one of those can run after the instruction. */
    public boolean canPassAfter(int from, Set<Integer> those) {
        return those.stream().anyMatch(each -> reaches(from, each));
    }

    private boolean reaches(int from, int to) {
        return reaches(next[from], to, -1);
    }

    private boolean reaches(int[] starts, int to, int without) {
        BitSet seen = new BitSet(next.length);
        Deque<Integer> open = new ArrayDeque<>();
        addAll(starts, open);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (at == to) {
                return true;
            }
            if (!seen.get(at) && at != without) {
                seen.set(at);
                addAll(next[at], open);
            }
        }
        return false;
    }

    private static void addAll(int[] those, Deque<Integer> open) {
        for (int each : those) {
            open.add(each);
        }
    }

    private boolean walk(int[] starts, Set<Integer> those, Start start) {
        BitSet seen = new BitSet(next.length);
        Deque<Integer> open = new ArrayDeque<>();
        addAll(starts, open);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (seen.get(at) || those.contains(at) || isLoopOver(at, those, start.from())) {
                continue;
            }
            seen.set(at);
            if (ends.contains(at)) {
                return false;
            }
            for (int to : next[at]) {
                if (!isWithoutWrite(at, to, start.written()) && !isAbsent(at, to, start.present())) {
                    open.add(to);
                }
            }
        }
        return true;
    }

    /** Whether the step is the branch on which something is null that is taken to be there. */
    private boolean isAbsent(int at, int to, Set<Symbol> present) {
        Integer jump = jumps.get(at);
        return jump != null
                && (jump == Opcodes.IFNULL || jump == Opcodes.IFNONNULL)
                && tested.get(at) != null
                && present.contains(tested.get(at))
                && (jump == Opcodes.IFNULL) == (to != at + 1);
    }

    private boolean isLoopOver(int at, Set<Integer> those, int from) {
        Integer end = loops.get(at);
        boolean isInside = end != null && from >= at && from <= end;
        return end != null && !isInside && those.stream().anyMatch(each -> each >= at && each <= end);
    }

    private boolean isWithoutWrite(int at, int to, @Nullable MethodId written) {
        Integer jump = jumps.get(at);
        boolean isOfWrite = jump != null
                && tested.get(at) instanceof Symbol.Result result
                && result.method().equals(written);
        if (jump == null || !isOfWrite) {
            return false;
        }
        return switch (jump) {
            case Opcodes.IFEQ, Opcodes.IFLE, Opcodes.IFLT, Opcodes.IF_ICMPLT, Opcodes.IF_ICMPLE -> to != at + 1;
            case Opcodes.IFNE, Opcodes.IFGT, Opcodes.IFGE, Opcodes.IF_ICMPGE, Opcodes.IF_ICMPGT -> to == at + 1;
            default -> false;
        };
    }
}
