package io.freshet.audit.graph;

import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pointcut expression as AspectJ writes it, of the parts that name methods: {@code execution}, {@code within}, {@code bean}, annotations, names of
 * other pointcuts, and their combinations. Immutable.
 */
final class Pointcut {

    private static final Pattern EXECUTION =
            Pattern.compile("(?:.*\\s)?(?:(\\S+)\\.)?([\\w*]+)\\s*\\((.*)\\)\\s*(?:throws .*)?");
    private static final int DEEPEST = 20;

    private final Program program;
    private final Annotations annotations;
    private final String aspect;
    private final Map<String, String> named;

    /** Of an aspect, with the texts of its named pointcuts. */
    Pointcut(Program program, Annotations annotations, String aspect, Map<String, String> named) {
        this.program = program;
        this.annotations = annotations;
        this.aspect = aspect;
        this.named = Map.copyOf(named);
    }

    /** Whether it means the method; nothing if it has a part that is not known here. */
    Optional<Boolean> matches(String expression, MethodModel advice, Node node) {
        return matches(expression.strip(), advice, node, 0);
    }

    private Optional<Boolean> matches(String text, MethodModel advice, Node node, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        List<String> any = split(text, "||");
        if (any.size() > 1) {
            return combined(any, advice, node, depth, true);
        }
        List<String> all = split(text, "&&");
        if (all.size() > 1) {
            return combined(all, advice, node, depth, false);
        } else if (text.startsWith("!")) {
            return matches(text.substring(1).strip(), advice, node, depth + 1).map(matches -> !matches);
        } else if (text.startsWith("(") && text.endsWith(")")) {
            return matches(text.substring(1, text.length() - 1).strip(), advice, node, depth + 1);
        }
        return single(text, advice, node, depth);
    }

    private Optional<Boolean> combined(List<String> parts, MethodModel advice, Node node, int depth, boolean isAny) {
        Optional<Boolean> result = Optional.of(!isAny);
        for (String part : parts) {
            Optional<Boolean> one = matches(part.strip(), advice, node, depth + 1);
            if (one.isPresent() && one.get() == isAny) {
                return one;
            }
            result = one.isEmpty() ? one : result;
        }
        return result;
    }

    private static List<String> split(String text, String by) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && text.startsWith(by, at)) {
                parts.add(text.substring(start, at));
                start = at + by.length();
                at++;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private Optional<Boolean> single(String text, MethodModel advice, Node node, int depth) {
        int open = text.indexOf('(');
        if (open < 0 || !text.endsWith(")")) {
            return Optional.empty();
        }
        String kind = text.substring(0, open).strip();
        String inside = text.substring(open + 1, text.length() - 1).strip();
        return switch (kind) {
            case "execution" -> execution(inside, node);
            case "within" -> Optional.of(isType(inside, node.self()));
            case "bean" ->
                Optional.of(glob(inside)
                        .matcher(Names.lowerFirst(Names.simple(node.self())))
                        .matches());
            case "@annotation" ->
                type(inside, advice)
                        .map(type -> !annotations.onMethod(node.method(), type).isEmpty());
            case "@within", "@target" ->
                type(inside, advice)
                        .map(type -> !annotations.onClass(node.self(), type).isEmpty());
            case "args", "this", "target" -> inside.matches("\\w+|\\.\\.") ? Optional.of(true) : Optional.empty();
            default -> {
                String name = kind.substring(kind.lastIndexOf('.') + 1);
                String expression = named.get(name);
                yield expression == null ? Optional.empty() : matches(expression.strip(), advice, node, depth + 1);
            }
        };
    }

    /** A type by its name, or by the parameter of the advice that it is bound to. */
    private Optional<String> type(String name, MethodModel advice) {
        int at = advice.parameterNames().indexOf(name);
        if (at >= 0) {
            return Optional.of(advice.id().parameterTypes()[at].getInternalName());
        }
        String internal = name.replace('.', '/');
        String near = Names.packageOf(aspect) + "/" + internal;
        return Optional.of(!name.contains(".") && program.find(near).isPresent() ? near : internal);
    }

    private Optional<Boolean> execution(String text, Node node) {
        int open = text.indexOf('(');
        String head = open < 0 ? text : text.substring(0, open).strip();
        var matcher = EXECUTION.matcher(head + (open < 0 ? "(..)" : text.substring(open)));
        if (text.startsWith("@") || !matcher.matches()) {
            return Optional.empty();
        }
        boolean isPublicOnly = head.startsWith("public ");
        String types = matcher.group(1) == null ? "*" : matcher.group(1);
        boolean isType = isType(types.endsWith(".") ? types + ".*" : types, node.self());
        boolean isName = glob(matcher.group(2)).matcher(node.id().name()).matches();
        String parameters = matcher.group(3).strip();
        int count = parameters.isEmpty() ? 0 : parameters.split(",", -1).length;
        boolean isCount = parameters.contains("..") || count == node.id().parameters();
        boolean isVisible = !isPublicOnly || node.method().has(Opcodes.ACC_PUBLIC);
        return Optional.of(isType && isName && isCount && isVisible);
    }

    /** Whether the class, or one above it, is meant. */
    private boolean isType(String pattern, String self) {
        boolean isAlsoBelow = pattern.endsWith("+");
        Pattern glob = glob(isAlsoBelow ? pattern.substring(0, pattern.length() - 1) : pattern);
        return program.supertypes(self).stream()
                .anyMatch(name -> glob.matcher(Names.dotted(name)).matches());
    }

    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : text.split("(?=\\.\\.)|(?<=\\.\\.)|(?=\\*)|(?<=\\*)", -1)) {
            regex.append(part.equals("..") ? "\\.(?:.*\\.)?" : part.equals("*") ? "[^.]*" : Pattern.quote(part));
        }
        return Pattern.compile(text.equals("*") ? ".*" : regex.toString());
    }
}
