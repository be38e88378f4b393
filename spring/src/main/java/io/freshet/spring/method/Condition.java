package io.freshet.spring.method;

import io.freshet.resolve.DeclarationException;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ObjectUtils;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether a call invalidates, as the expression on its annotation says. Read once; thread-safe. */
public final class Condition {

    private static final String RESULT = "result";
    private static final SpelExpressionParser PARSER = new SpelExpressionParser();
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final Method method;
    private final String where;
    private final @Nullable SpelExpression expression;
    private final BeanFactoryResolver beans;

    private Condition(Method method, String text, BeanFactory beans) {
        this.method = method;
        this.where = "@Invalidates(condition = \"" + text + "\") on "
                + method.getDeclaringClass().getSimpleName() + "." + method.getName();
        this.beans = new BeanFactoryResolver(beans);
        this.expression = text.isBlank() ? null : parsed(text);
    }

    /**
     * Reads the expression; a blank one always holds.
     *
     * @throws DeclarationException if it cannot be read, or names what a call does not have
     */
    public static Condition of(Method method, String text, BeanFactory beans) {
        return new Condition(method, text, beans);
    }

    private SpelExpression parsed(String text) {
        SpelExpression parsed;
        try {
            parsed = PARSER.parseRaw(text);
        } catch (ParseException | IllegalStateException e) {
            throw new DeclarationException(where + " cannot be read: " + e.getMessage(), e);
        }
        List<String> known = known();
        for (String name : variables(parsed.getAST(), new ArrayList<>())) {
            if (!known.contains(name)) {
                throw new DeclarationException(where + " names #" + name + ", which a call does not have; it has #"
                        + String.join(", #", known));
            }
        }
        return parsed;
    }

    /** What the expression may name. */
    private List<String> known() {
        List<String> known = new ArrayList<>(List.of(RESULT));
        @Nullable String @Nullable [] names = NAMES.getParameterNames(method);
        if (names != null) {
            Stream.of(names)
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .forEach(known::add);
        }
        for (int i = 0; i < method.getParameterCount(); i++) {
            known.add("p" + i);
            known.add("a" + i);
        }
        known.addAll(List.of("root", "this"));
        return known;
    }

    private static List<String> variables(SpelNode node, List<String> found) {
        if (node instanceof VariableReference || node instanceof FunctionReference) {
            String text = node.toStringAST().substring(1);
            int end = text.indexOf('(');
            found.add(end < 0 ? text : text.substring(0, end));
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            variables(node.getChild(i), found);
        }
        return found;
    }

    /**
     * Whether it holds for a call that has returned.
     *
     * @throws DeclarationException if it cannot be evaluated, or is neither true nor false
     */
    boolean holds(MethodInvocation call, @Nullable Object result) {
        if (expression == null) {
            return true;
        }
        Object value;
        try {
            Root root = new Root(method, call.getArguments(), call.getThis());
            MethodBasedEvaluationContext context =
                    new MethodBasedEvaluationContext(root, method, call.getArguments(), NAMES);
            context.setVariable(RESULT, ObjectUtils.unwrapOptional(result));
            context.setBeanResolver(beans);
            value = expression.getValue(context);
        } catch (RuntimeException e) {
            throw new DeclarationException(
                    where + " cannot be evaluated, so what it names was invalidated: " + e.getMessage(), e);
        }
        if (value instanceof Boolean holds) {
            return holds;
        }
        throw new DeclarationException(where + " is "
                + (value == null ? "null" : "a " + value.getClass().getName())
                + " rather than true or false, so what it names was invalidated");
    }

    /**
     * What {@code #root} is.
     *
     * @param method the method
     * @param args what it was called with
     * @param target what it was called on
     */
    public record Root(
            Method method,
            @Nullable Object[] args,
            @Nullable Object target) {}
}
