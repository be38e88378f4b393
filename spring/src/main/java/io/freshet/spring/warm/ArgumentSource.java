package io.freshet.spring.warm;

import io.freshet.spring.settings.Mistake;
import io.freshet.spring.settings.Names;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;
import org.springframework.util.ReflectionUtils;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/** The method that names what a warmed method is called with. Immutable; asked on the thread that warms. */
final class ArgumentSource {

    private final WarmedMethod warmed;
    private final ConfigurableListableBeanFactory beans;
    private final String bean;
    private final @Nullable Method method;

    private ArgumentSource(
            WarmedMethod warmed, ConfigurableListableBeanFactory beans, String bean, @Nullable Method method) {
        this.warmed = warmed;
        this.beans = beans;
        this.bean = bean;
        this.method = method;
    }

    /** That of a method; null if there is none that fits, which is then among the mistakes. */
    static @Nullable ArgumentSource of(
            WarmedMethod warmed, ConfigurableListableBeanFactory beans, List<Mistake> mistakes) {
        String text = warmed.warm().arguments().strip();
        int parameters = warmed.method().getParameterCount();
        if (text.isEmpty() == (parameters == 0)) {
            return text.isEmpty()
                    ? new ArgumentSource(warmed, beans, warmed.bean(), null)
                    : named(text, warmed, beans, mistakes);
        }
        mistakes.add(
                text.isEmpty()
                        ? new Mistake(
                                "@Warm on " + WarmArguments.described(warmed.method())
                                        + " does not say what to call it with",
                                "Name a method that does, as @Warm(arguments = \"popular\")")
                        : new Mistake(where(warmed) + " takes no parameters", "Leave arguments out"));
        return null;
    }

    private static String where(WarmedMethod warmed) {
        return "@Warm(arguments = \"" + warmed.warm().arguments() + "\") on "
                + WarmArguments.described(warmed.method());
    }

    private static @Nullable ArgumentSource named(
            String text, WarmedMethod warmed, ConfigurableListableBeanFactory beans, List<Mistake> mistakes) {
        int hash = text.indexOf('#');
        String bean = hash < 0 ? warmed.bean() : text.substring(0, hash);
        String name = text.substring(hash + 1);
        if (!beans.containsBean(bean)) {
            mistakes.add(new Mistake(
                    where(warmed) + " names the bean '" + bean + "', which there is not",
                    Names.nearest(bean, List.of(beans.getBeanDefinitionNames()))
                            .map(nearest -> "The nearest is '" + nearest + "'")
                            .orElse("Name one")));
            return null;
        }
        Class<?> type = hash < 0 ? warmed.type() : typeOf(beans, bean);
        Method method = type == null ? null : ReflectionUtils.findMethod(type, name);
        Mistake mistake = method == null ? missing(warmed, type, bean, name) : mistake(warmed, method);
        if (method == null || mistake != null) {
            mistakes.add(mistake);
            return null;
        }
        return new ArgumentSource(warmed, beans, bean, method);
    }

    private static @Nullable Class<?> typeOf(ConfigurableListableBeanFactory beans, String bean) {
        Class<?> target = AutoProxyUtils.determineTargetClass(beans, bean);
        Class<?> type = target == null ? beans.getType(bean) : target;
        return type == null ? null : ClassUtils.getUserClass(type);
    }

    private static Mistake missing(WarmedMethod warmed, @Nullable Class<?> type, String bean, String name) {
        List<String> others = new ArrayList<>();
        boolean takesParameters = false;
        for (Method other : type == null ? new Method[0] : ReflectionUtils.getUniqueDeclaredMethods(type)) {
            takesParameters |= other.getName().equals(name);
            if (other.getDeclaringClass() != Object.class && other.getParameterCount() == 0 && isSeveral(other)) {
                others.add(other.getName());
            }
        }
        String of = type == null ? "the bean '" + bean + "'" : type.getSimpleName();
        return new Mistake(
                where(warmed) + " names the method '" + name + "', but " + of
                        + (takesParameters ? " has it with parameters only" : " has no method of that name"),
                Names.nearest(name, others)
                        .map(nearest -> "Of its methods without parameters '" + nearest + "' is the nearest")
                        .orElse("Add it, without parameters, returning a Stream, an Iterable or an array"));
    }

    private static boolean isSeveral(Method method) {
        Class<?> type = method.getReturnType();
        return type.isArray() || Iterable.class.isAssignableFrom(type) || BaseStream.class.isAssignableFrom(type);
    }

    /** What is wrong with its type; null if nothing is, as far as declared types say. */
    private static @Nullable Mistake mistake(WarmedMethod warmed, Method method) {
        ResolvableType returned = ResolvableType.forMethodReturnType(method);
        String gives = where(warmed) + " is given " + returned + " by " + WarmArguments.described(method);
        if (!isSeveral(method)) {
            return new Mistake(gives, "Return a Stream, an Iterable or an array of what to call it with");
        }
        Class<?> element = element(returned);
        Class<?>[] parameters = warmed.method().getParameterTypes();
        boolean isList = element.isArray() || Iterable.class.isAssignableFrom(element);
        boolean fits = element == Object.class
                || (parameters.length == 1 ? element == Object[].class || isFitting(parameters[0], element) : isList);
        return fits
                ? null
                : new Mistake(
                        gives,
                        parameters.length == 1
                                ? "Return values of its parameter, "
                                        + ClassUtils.resolvePrimitiveIfNecessary(parameters[0])
                                                .getSimpleName()
                                : "Return an Object[] or a List with " + parameters.length
                                        + " values for each call, as Stream<Object[]>");
    }

    private static boolean isFitting(Class<?> parameter, Class<?> element) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(parameter);
        Class<?> given = ClassUtils.resolvePrimitiveIfNecessary(element);
        return boxed.isAssignableFrom(given)
                || given.isAssignableFrom(boxed)
                || (Number.class.isAssignableFrom(boxed) && Number.class.isAssignableFrom(given));
    }

    private static Class<?> element(ResolvableType returned) {
        if (returned.isArray()) {
            return returned.getComponentType().resolve(Object.class);
        }
        ResolvableType iterable = returned.as(Iterable.class);
        ResolvableType several = iterable.resolve() == null ? returned.as(BaseStream.class) : iterable;
        return several.getGeneric(0).resolve(Object.class);
    }

    /**
     * What to call the method with.
     *
     * @throws IllegalArgumentException if that does not fit
     * @throws IllegalStateException if it cannot be told
     */
    List<WarmArguments> arguments() {
        if (method == null) {
            return List.of(WarmArguments.NONE);
        }
        String source = WarmArguments.described(method);
        try (Stream<?> elements = elements(ask(method))) {
            return elements.map(element -> WarmArguments.of(element, warmed.method(), source))
                    .toList();
        }
    }

    private Object ask(Method named) {
        Object found = beans.getBean(bean);
        Object target = isOnProxy(named, found) ? found : AopProxyUtils.getSingletonTarget(found);
        ReflectionUtils.makeAccessible(named);
        try {
            Object answer = named.invoke(target == null ? found : target);
            if (answer == null) {
                throw new IllegalStateException(
                        WarmArguments.described(named) + " returned null; return an empty list");
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    WarmArguments.described(named) + ", which names what to warm, failed: " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(WarmArguments.described(named) + " cannot be called: " + e.getMessage(), e);
        }
    }

    /** A proxy sees neither private methods nor, if it is one of interfaces, others than theirs. */
    private static boolean isOnProxy(Method named, Object found) {
        return !Modifier.isPrivate(named.getModifiers())
                && !(Proxy.isProxyClass(found.getClass())
                        && !named.getDeclaringClass().isInstance(found));
    }

    private static Stream<?> elements(Object answer) {
        if (answer instanceof BaseStream<?, ?> stream) {
            try (stream) {
                return gathered(stream.iterator());
            }
        }
        if (answer instanceof Iterable<?> iterable) {
            return gathered(iterable.iterator());
        }
        return Arrays.stream(ObjectUtils.toObjectArray(answer));
    }

    private static Stream<?> gathered(Iterator<?> elements) {
        List<@Nullable Object> all = new ArrayList<>();
        elements.forEachRemaining(all::add);
        return all.stream();
    }
}
