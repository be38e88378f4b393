package io.freshet.spring.watch;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.cglib.core.SpringNamingPolicy;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;
import org.springframework.cglib.proxy.NoOp;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object that stands before another one and is of its class, so that whoever asks for that class, or casts to it, gets what he did. Thread-safe.
 *
 * <h2>Why it has the other's state</h2>
 *
 * A method that is final cannot be handed on: it runs on the twin, with the twin's fields. Spring's CaffeineCache and ConcurrentMapCache have such
 * ones. So the twin has copies of all fields, which are right for ever if the fields are final. A class with final methods and fields that
 * change has no twin.
 */
final class Twin {

    private static final Log LOG = LogFactory.getLog("io.freshet");
    private static final SpringObjenesis INSTANCES = new SpringObjenesis();
    /** Equal to itself, so that classes are made once. */
    private static final CallbackFilter PUBLIC_ONLY = method -> Modifier.isPublic(method.getModifiers()) ? 0 : 1;

    private Twin() {}

    /** Whether this is one that answers so. */
    static boolean isOne(Object object, Class<? extends MethodInterceptor> answers) {
        return object instanceof Factory twin && answers.isInstance(twin.getCallback(0));
    }

    /** One before this object whose public methods are answered so; empty if there cannot be one. */
    static Optional<Object> of(Object target, MethodInterceptor answers) {
        Class<?> type = ClassUtils.getUserClass(target);
        if (Modifier.isFinal(type.getModifiers()) || !type.isInstance(target) || isMisleading(type)) {
            return Optional.empty();
        }
        try {
            Object twin = INSTANCES.newInstance(subclass(type), true);
            copyState(target, twin, type);
            ((Factory) twin).setCallbacks(new Callback[] {answers, NoOp.INSTANCE});
            return Optional.of(twin);
        } catch (RuntimeException | IllegalAccessException | LinkageError e) {
            LOG.debug("There can be no " + type.getName() + " before another one", e);
            return Optional.empty();
        }
    }

    private static Class<?> subclass(Class<?> type) {
        Enhancer enhancer = new Enhancer();
        enhancer.setSuperclass(type);
        enhancer.setNamingPolicy(SpringNamingPolicy.INSTANCE);
        enhancer.setCallbackFilter(PUBLIC_ONLY);
        enhancer.setCallbackTypes(new Class<?>[] {MethodInterceptor.class, NoOp.class});
        return enhancer.createClass();
    }

    /** Whether a final method may read a field that changes. Those of Spring's caches read what is set when they are made. */
    private static boolean isMisleading(Class<?> type) {
        boolean hasFinalMethods = false;
        boolean isChanging = false;
        for (@Nullable Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            if (!each.getName().startsWith("org.springframework.")) {
                hasFinalMethods |= Stream.of(each.getDeclaredMethods())
                        .map(Method::getModifiers)
                        .anyMatch(modifiers -> Modifier.isFinal(modifiers) && Modifier.isPublic(modifiers));
                isChanging |= Stream.of(each.getDeclaredFields())
                        .map(Field::getModifiers)
                        .anyMatch(modifiers -> !Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers));
            }
        }
        return hasFinalMethods && isChanging;
    }

    /** What the object answers itself. */
    static @Nullable Object own(Object target, Method method, @Nullable Object[] args, MethodProxy proxy)
            throws Throwable {
        return switch (method.getName()) {
            case "toString" -> target.toString();
            case "hashCode" -> target.hashCode();
            default -> proxy.invoke(target, args);
        };
    }

    private static void copyState(Object from, Object to, Class<?> type) throws IllegalAccessException {
        for (@Nullable Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    field.set(to, field.get(from));
                }
            }
        }
    }
}
