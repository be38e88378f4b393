package io.freshet.audit.body;

import io.freshet.audit.model.MethodId;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Interpreter;
import org.objectweb.asm.tree.analysis.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Runs a method over symbols. */
final class SymbolInterpreter extends Interpreter<SymbolInterpreter.Cell> {

    /** A symbol in a slot. */
    record Cell(Symbol symbol, int size) implements Value {
        @Override
        public int getSize() {
            return size;
        }
    }

    private static final Set<String> BUILDERS = Set.of("java/lang/StringBuilder", "java/lang/StringBuffer");
    private static final Set<String> BOXES = Set.of(
            "java/lang/Long",
            "java/lang/Integer",
            "java/lang/Short",
            "java/lang/Byte",
            "java/lang/Boolean",
            "java/lang/Character",
            "java/lang/Double",
            "java/lang/Float",
            "java/lang/String",
            "java/lang/Object",
            "java/util/Objects");
    private static final Set<String> SAME = Set.of(
            "valueOf",
            "toString",
            "longValue",
            "intValue",
            "booleanValue",
            "trim",
            "strip",
            "intern",
            "requireNonNull");

    private final ToIntFunction<AbstractInsnNode> index;
    private final boolean isStatic;
    private final int[] parameterOfLocal;
    private final Map<Integer, Symbol> begun = new HashMap<>();

    SymbolInterpreter(MethodNode method) {
        super(Opcodes.ASM9);
        index = method.instructions::indexOf;
        isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        Type[] types = Type.getArgumentTypes(method.desc);
        int local = isStatic ? 0 : 1;
        parameterOfLocal = new int[1 + types.length * 2];
        for (int at = 0; at < types.length; at++) {
            parameterOfLocal[local] = at;
            local += types[at].getSize();
        }
    }

    private static Cell unknown(int size) {
        return new Cell(new Symbol.Unknown(), size);
    }

    @Override
    public @Nullable Cell newValue(@Nullable Type type) {
        return type != null && type.getSort() == Type.VOID ? null : unknown(type == null ? 1 : type.getSize());
    }

    @Override
    public Cell newParameterValue(boolean isInstance, int local, Type type) {
        boolean isThis = isInstance && local == 0;
        return new Cell(isThis ? new Symbol.This() : new Symbol.Parameter(parameterOfLocal[local]), type.getSize());
    }

    @Override
    public Cell newOperation(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        if (opcode == Opcodes.ACONST_NULL) {
            return new Cell(new Symbol.Constant(null), 1);
        } else if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            return new Cell(new Symbol.Constant(opcode - Opcodes.ICONST_0), 1);
        } else if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
            return new Cell(new Symbol.Constant(opcode - Opcodes.LCONST_0), 2);
        } else if (opcode == Opcodes.DCONST_0 || opcode == Opcodes.DCONST_1) {
            return unknown(2);
        } else if (insn instanceof IntInsnNode number) {
            return new Cell(new Symbol.Constant(number.operand), 1);
        } else if (insn instanceof LdcInsnNode constant) {
            return loaded(constant.cst);
        } else if (insn instanceof FieldInsnNode field) {
            return new Cell(
                    new Symbol.Field(field.owner, field.name, true),
                    Type.getType(field.desc).getSize());
        } else if (insn instanceof TypeInsnNode created && opcode == Opcodes.NEW) {
            return new Cell(new Symbol.Created(created.desc, index.applyAsInt(insn)), 1);
        }
        return unknown(1);
    }

    private static Cell loaded(Object constant) {
        int size = constant instanceof Long || constant instanceof Double ? 2 : 1;
        if (constant instanceof ConstantDynamic dynamic) {
            return unknown(dynamic.getSize());
        }
        Object value = constant instanceof Type type ? type.getInternalName() : constant;
        return new Cell(new Symbol.Constant(value), size);
    }

    @Override
    public Cell copyOperation(AbstractInsnNode insn, Cell value) {
        return value;
    }

    @Override
    public @Nullable Cell unaryOperation(AbstractInsnNode insn, Cell value) {
        if (insn instanceof FieldInsnNode field && insn.getOpcode() == Opcodes.GETFIELD) {
            boolean isOwn = value.symbol() instanceof Symbol.This;
            return new Cell(
                    new Symbol.Field(field.owner, field.name, isOwn),
                    Type.getType(field.desc).getSize());
        }
        return switch (insn.getOpcode()) {
            case Opcodes.ANEWARRAY -> new Cell(new Symbol.Array(index.applyAsInt(insn)), 1);
            case Opcodes.CHECKCAST -> value;
            case Opcodes.I2L -> new Cell(value.symbol(), 2);
            case Opcodes.L2I -> new Cell(value.symbol(), 1);
            case Opcodes.I2D, Opcodes.L2D, Opcodes.F2D, Opcodes.F2L, Opcodes.D2L, Opcodes.LNEG, Opcodes.DNEG ->
                unknown(2);
            case Opcodes.PUTSTATIC, Opcodes.ATHROW, Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> null;
            default -> unknown(1);
        };
    }

    /** What is compared with it is tested as such: {@code count > 0}, also of a {@code long}. */
    private static boolean isZero(Cell value) {
        return value.symbol() instanceof Symbol.Constant constant
                && constant.value() instanceof Number number
                && number.longValue() == 0;
    }

    @Override
    public @Nullable Cell binaryOperation(AbstractInsnNode insn, Cell left, Cell right) {
        return switch (insn.getOpcode()) {
            case Opcodes.LALOAD,
                    Opcodes.DALOAD,
                    Opcodes.LADD,
                    Opcodes.DADD,
                    Opcodes.LSUB,
                    Opcodes.DSUB,
                    Opcodes.LMUL,
                    Opcodes.DMUL,
                    Opcodes.LDIV,
                    Opcodes.DDIV,
                    Opcodes.LREM,
                    Opcodes.DREM,
                    Opcodes.LSHL,
                    Opcodes.LSHR,
                    Opcodes.LUSHR,
                    Opcodes.LAND,
                    Opcodes.LOR,
                    Opcodes.LXOR -> unknown(2);
            case Opcodes.PUTFIELD -> null;
            case Opcodes.LCMP -> isZero(right) ? new Cell(left.symbol(), 1) : unknown(1);
            case Opcodes.AALOAD -> left.symbol() instanceof Symbol.Parameter ? new Cell(left.symbol(), 1) : unknown(1);
            default -> unknown(1);
        };
    }

    @Override
    public @Nullable Cell ternaryOperation(AbstractInsnNode insn, Cell first, Cell second, Cell third) {
        return null;
    }

    @Override
    public @Nullable Cell naryOperation(AbstractInsnNode insn, List<? extends Cell> values) {
        List<Symbol> symbols = values.stream().<Symbol>map(Cell::symbol).toList();
        if (insn instanceof MethodInsnNode call) {
            int size = Type.getReturnType(call.desc).getSize();
            if (call.desc.equals("(Ljava/lang/String;)V") && symbols.get(0) instanceof Symbol.Created made) {
                begun.put(made.at(), symbols.get(1));
            }
            return size == 0 ? null : new Cell(called(call, symbols).bounded(), size);
        } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
            int size = Type.getReturnType(dynamic.desc).getSize();
            return dynamic.bsm.getName().equals("makeConcatWithConstants")
                    ? new Cell(joined(dynamic, symbols).bounded(), 1)
                    : new Cell(handed(dynamic), size);
        }
        return unknown(1);
    }

    private Symbol called(MethodInsnNode call, List<Symbol> symbols) {
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        Symbol receiver = isStatic ? null : symbols.get(0);
        List<Symbol> arguments = isStatic ? symbols : symbols.subList(1, symbols.size());
        if (BUILDERS.contains(call.owner) && receiver != null) {
            return built(call.name, receiver, arguments);
        }
        if (BOXES.contains(call.owner) && SAME.contains(call.name) && symbols.size() == 1) {
            return symbols.get(0);
        }
        return new Symbol.Result(new MethodId(call.owner, call.name, call.desc), receiver, arguments);
    }

    private Symbol built(String name, Symbol receiver, List<Symbol> arguments) {
        if (name.equals("toString") && receiver instanceof Symbol.Joined) {
            return receiver;
        } else if (!name.equals("append") || arguments.size() != 1) {
            return new Symbol.Unknown();
        }
        if (receiver instanceof Symbol.Created made) {
            Symbol begin = begun.get(made.at());
            return new Symbol.Joined(begin == null ? arguments : List.of(begin, arguments.get(0)));
        } else if (receiver instanceof Symbol.Joined joined && joined.parts().size() < 100) {
            List<Symbol> parts = new ArrayList<>(joined.parts());
            parts.addAll(arguments);
            return new Symbol.Joined(parts);
        }
        return new Symbol.Unknown();
    }

    private static Symbol handed(InvokeDynamicInsnNode dynamic) {
        boolean isLambda = dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory");
        return isLambda && dynamic.bsmArgs.length > 1 && dynamic.bsmArgs[1] instanceof Handle handle
                ? new Symbol.Handed(new MethodId(handle.getOwner(), handle.getName(), handle.getDesc()))
                : new Symbol.Unknown();
    }

    private static Symbol joined(InvokeDynamicInsnNode dynamic, List<Symbol> arguments) {
        List<Symbol> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int argument = 0;
        int constant = 1;
        for (char c : ((String) dynamic.bsmArgs[0]).toCharArray()) {
            if (c == '\2') {
                literal.append(dynamic.bsmArgs[constant++]);
            } else if (c == '\1') {
                if (!literal.isEmpty()) {
                    parts.add(new Symbol.Constant(literal.toString()));
                    literal.setLength(0);
                }
                parts.add(arguments.get(argument++));
            } else {
                literal.append(c);
            }
        }
        if (!literal.isEmpty()) {
            parts.add(new Symbol.Constant(literal.toString()));
        }
        return new Symbol.Joined(parts);
    }

    @Override
    public void returnOperation(AbstractInsnNode insn, Cell value, Cell expected) {
        // Read from the frames.
    }

    @Override
    public Cell merge(Cell one, Cell other) {
        Symbol either = Symbol.either(one.symbol(), other.symbol()).bounded();
        return either.equals(one.symbol()) ? one : new Cell(either, one.size());
    }
}
