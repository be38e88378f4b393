package io.freshet.spring.warm;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.NumberUtils;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a method is called with, once. Immutable; its text says all of it, as far as its values' texts do.
 *
 * @param values as many as the method has parameters, of their types
 */
record WarmArguments(List<@Nullable Object> values) {

    /** Of a method without parameters. */
    static final WarmArguments NONE = new WarmArguments(List.of());

    /** Copies; null is a value. */
    WarmArguments {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /**
     * What an element stands for.
     *
     * @param source where it comes from, for messages
     * @throws IllegalArgumentException if the method cannot be called with it
     */
    static WarmArguments of(@Nullable Object element, Method method, String source) {
        Parameter[] parameters = method.getParameters();
        List<?> given = given(element, parameters);
        if (given.size() != parameters.length) {
            throw new IllegalArgumentException(source + " gave " + text(element) + ", which is " + given.size()
                    + " values, but " + described(method) + " takes " + parameters.length);
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            values.add(fitting(given.get(i), parameters[i], method, source));
        }
        return new WarmArguments(values);
    }

    private static List<?> given(@Nullable Object element, Parameter[] parameters) {
        boolean isOne = parameters.length == 1;
        if (element instanceof Object[] several
                && !(isOne && parameters[0].getType().isInstance(element))) {
            return Arrays.asList(several);
        }
        if (element instanceof List<?> several && !isOne) {
            return several;
        }
        return Collections.singletonList(element);
    }

    private static @Nullable Object fitting(@Nullable Object value, Parameter parameter, Method method, String source) {
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(parameter.getType());
        if (ClassUtils.isAssignableValue(parameter.getType(), value)) {
            return value;
        }
        if (value instanceof Number number && Number.class.isAssignableFrom(type)) {
            return NumberUtils.convertNumberToTargetClass(number, type.asSubclass(Number.class));
        }
        throw new IllegalArgumentException(source + " gave " + text(value)
                + (value == null ? "" : " (" + value.getClass().getName() + ")") + " for the parameter '"
                + parameter.getName() + "' of " + described(method) + ", which is a "
                + parameter.getType().getName());
    }

    static String described(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String text(@Nullable Object value) {
        return value instanceof Object[] several ? Arrays.toString(several) : String.valueOf(value);
    }

    /** By it the fleet tells whether all instances read the same. */
    @Override
    public String toString() {
        return values.toString();
    }
}
