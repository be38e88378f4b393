package io.freshet.audit.cache;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpressionParser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes shapes of key expressions and of values. Reads expressions, never evaluates them. */
final class KeyExpressions {

    private final Program program;
    private final SpelExpressionParser parser = new SpelExpressionParser();

    KeyExpressions(Program program) {
        this.program = program;
    }

    /** The key that Spring makes of all parameters if none is written. */
    KeyShape ofParameters(MethodModel method) {
        List<KeyShape> holes = new ArrayList<>();
        for (int at = 0; at < method.id().parameters(); at++) {
            holes.add(parameter(method, at));
        }
        return holes.isEmpty() ? new KeyShape.Empty() : holes.size() == 1 ? holes.get(0) : new KeyShape.Tuple(holes);
    }

    /** The key of JSR 107: the annotated parameters, or else all but the value, which annotations on parameters name and is not read. */
    KeyShape ofJcache(MethodModel method) {
        return method.id().parameters() <= 1 ? ofParameters(method) : new KeyShape.Any();
    }

    /** The key that an expression makes of the parameters. */
    KeyShape of(String expression, MethodModel method) {
        try {
            return shape(parser.parseRaw(expression).getAST(), method);
        } catch (ParseException | IllegalStateException e) {
            return new KeyShape.Any();
        }
    }

    private KeyShape shape(SpelNode node, MethodModel method) {
        if (node instanceof Literal literal) {
            return new KeyShape.Literal(String.valueOf(literal.getLiteralValue().getValue()));
        } else if (node instanceof OpPlus) {
            return new KeyShape.Joined(children(node, method));
        } else if (node instanceof InlineList) {
            return new KeyShape.Tuple(children(node, method));
        } else if (node instanceof VariableReference variable) {
            return variable(variable.toStringAST().substring(1), method);
        } else if (node instanceof CompoundExpression) {
            return compound(node, method);
        }
        boolean isName = node instanceof PropertyOrFieldReference property
                && property.getName().equals("methodName");
        return isName ? new KeyShape.Literal(method.id().name()) : new KeyShape.Any();
    }

    private List<KeyShape> children(SpelNode node, MethodModel method) {
        List<KeyShape> shapes = new ArrayList<>();
        for (int at = 0; at < node.getChildCount(); at++) {
            shapes.add(shape(node.getChild(at), method));
        }
        return shapes;
    }

    private KeyShape variable(String name, MethodModel method) {
        if (name.equals("result")) {
            return hole(method.id().returnType(), "#result");
        }
        return index(name, method).map(at -> parameter(method, at)).orElseGet(KeyShape.Any::new);
    }

    /** The parameters that an expression names which the method does not have, or whose names its class does not keep. */
    List<String> unknownNames(String expression, MethodModel method) {
        try {
            return named(parser.parseRaw(expression).getAST())
                    .filter(name -> !List.of("root", "result", "this").contains(name))
                    .filter(name -> index(name, method).isEmpty())
                    .toList();
        } catch (ParseException | IllegalStateException e) {
            return List.of();
        }
    }

    private static Stream<String> named(SpelNode node) {
        Stream<String> own =
                node instanceof VariableReference ? Stream.of(node.toStringAST().substring(1)) : Stream.empty();
        return Stream.concat(
                own,
                IntStream.range(0, node.getChildCount())
                        .mapToObj(node::getChild)
                        .flatMap(KeyExpressions::named));
    }

    private static Optional<Integer> index(String name, MethodModel method) {
        int at = method.parameterNames().indexOf(name);
        if (at < 0 && name.matches("[ap]\\d+")) {
            at = Integer.parseInt(name.substring(1));
        }
        return at >= 0 && at < method.id().parameters() ? Optional.of(at) : Optional.empty();
    }

    private KeyShape parameter(MethodModel method, int at) {
        String name =
                at < method.parameterNames().size() ? method.parameterNames().get(at) : "p" + at;
        return hole(method.id().parameterTypes()[at], "#" + name);
    }

    private KeyShape compound(SpelNode node, MethodModel method) {
        List<SpelNode> steps = new ArrayList<>();
        for (int at = 0; at < node.getChildCount(); at++) {
            steps.add(node.getChild(at));
        }
        return compound(steps, method);
    }

    private KeyShape compound(List<SpelNode> steps, MethodModel method) {
        SpelNode last = steps.get(steps.size() - 1);
        if (steps.size() == 1) {
            return shape(last, method);
        } else if (last instanceof MethodReference call && call.getName().equals("concat")) {
            KeyShape before = compound(steps.subList(0, steps.size() - 1), method);
            return new KeyShape.Joined(List.of(before, shape(last.getChild(0), method)));
        }
        String text = steps.stream().map(SpelNode::toStringAST).collect(Collectors.joining("."));
        return path(text.replace(".[", "["), steps.get(0), method);
    }

    private KeyShape path(String text, SpelNode first, MethodModel method) {
        if (text.equals("#root.methodName") || text.equals("#root.method.name")) {
            return new KeyShape.Literal(method.id().name());
        } else if (text.matches("#root\\.args\\[\\d+]")) {
            return variable("p" + text.replaceAll("\\D", ""), method);
        } else if (first instanceof TypeReference) {
            return constant(text).<KeyShape>map(KeyShape.Literal::new).orElseGet(() -> ofClass(text));
        }
        return first instanceof VariableReference variable ? member(text, variable, method) : new KeyShape.Any();
    }

    /** What a static method answers, as {@code T(com.acme.Tenants).current()}: not known, but people read its name. */
    private static KeyShape ofClass(String text) {
        return new KeyShape.Hole(KeyShape.Kind.UNKNOWN, text.replaceAll("T\\((?:\\w+\\.)*(\\w+)\\)", "$1"));
    }

    private KeyShape member(String text, VariableReference first, MethodModel method) {
        String variable = first.toStringAST().substring(1);
        Optional<Type> type = variable.equals("result")
                ? Optional.of(method.id().returnType())
                : index(variable, method).map(at -> method.id().parameterTypes()[at]);
        for (String step : text.substring(text.indexOf('.') + 1).split("\\.", -1)) {
            type = type.flatMap(known -> member(known, step));
        }
        return type.map(known -> hole(known, text)).orElseGet(KeyShape.Any::new);
    }

    /** A constant as {@code T(com.acme.Keys).ALL}. */
    private Optional<String> constant(String text) {
        int end = text.indexOf(").");
        if (!text.startsWith("T(") || end < 0) {
            return Optional.empty();
        }
        String type = text.substring(2, end).replace('.', '/');
        return program.field(type, text.substring(end + 2))
                .map(FieldModel::constant)
                .map(Object::toString);
    }

    private Optional<Type> member(Type type, String step) {
        if (type.getSort() != Type.OBJECT) {
            return Optional.empty();
        }
        String name = step.replace("()", "");
        String getter = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (String method : List.of(name, "get" + getter, "is" + getter)) {
            for (String owner : program.supertypes(type.getInternalName())) {
                Optional<Type> found = program.find(owner).stream()
                        .flatMap(model -> model.methods().stream())
                        .map(MethodModel::id)
                        .filter(id -> id.name().equals(method) && id.parameters() == 0)
                        .map(MethodId::returnType)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return program.field(type.getInternalName(), name).map(field -> Type.getType(field.descriptor()));
    }

    private KeyShape hole(Type type, String name) {
        return new KeyShape.Hole(kind(type), name);
    }

    private KeyShape.Kind kind(Type type) {
        if (type.getSort() < Type.ARRAY) {
            return type.getSort() == Type.VOID ? KeyShape.Kind.UNKNOWN : KeyShape.Kind.SCALAR;
        }
        String name = type.getInternalName();
        if (name.equals("java/lang/String") || name.equals("java/lang/CharSequence")) {
            return KeyShape.Kind.TEXT;
        } else if (Names.packageOf(name).equals("java/lang") || name.equals("java/io/Serializable")) {
            boolean isOpen = name.equals("java/lang/Object") || name.equals("java/lang/Comparable");
            return isOpen || name.startsWith("java/io") ? KeyShape.Kind.UNKNOWN : KeyShape.Kind.SCALAR;
        } else if (name.startsWith("java/time/")
                || name.startsWith("java/math/")
                || name.equals("java/util/UUID")
                || name.equals("java/util/Date")) {
            return KeyShape.Kind.SCALAR;
        } else if (program.own(name).isPresent()) {
            boolean isEnum = (program.own(name).orElseThrow().access() & Opcodes.ACC_ENUM) != 0;
            boolean isSeveral = program.isA(name, "java/util/Collection");
            return isEnum ? KeyShape.Kind.SCALAR : isSeveral ? KeyShape.Kind.SEVERAL : KeyShape.Kind.COMPOSITE;
        }
        return type.getSort() == Type.ARRAY || name.startsWith("java/util/")
                ? KeyShape.Kind.SEVERAL
                : KeyShape.Kind.UNKNOWN;
    }

    /** The key that a value in a method is. */
    KeyShape of(Node node, Symbol symbol) {
        if (symbol instanceof Symbol.Constant constant && constant.value() != null) {
            return new KeyShape.Literal(constant.value().toString());
        } else if (symbol instanceof Symbol.Joined joined) {
            return new KeyShape.Joined(
                    joined.parts().stream().map(part -> of(node, part)).toList());
        } else if (symbol instanceof Symbol.Parameter parameter) {
            return parameter(node.method(), parameter.index());
        } else if (symbol instanceof Symbol.Result result) {
            return hole(result.method().returnType(), result.method().name() + "()");
        } else if (symbol instanceof Symbol.Created created) {
            return hole(Type.getObjectType(created.type()), "new " + Names.simple(created.type()));
        }
        return new KeyShape.Any();
    }
}
