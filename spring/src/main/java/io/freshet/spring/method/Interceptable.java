package io.freshet.spring.method;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/** Whether calls of a method can be intercepted, and whether its results can be kept. */
public final class Interceptable {

    private static final List<String> ONCE_ONLY = List.of(
            "java.util.stream.BaseStream",
            "java.util.Iterator",
            "java.io.InputStream",
            "java.io.Reader",
            "java.lang.AutoCloseable");
    private static final String POST_FILTER = "org.springframework.security.access.prepost.PostFilter";
    private static final String CONTINUATION = "kotlin.coroutines.Continuation";
    private static final List<String> LATER = List.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "org.reactivestreams.Publisher",
            "java.util.concurrent.Flow$Publisher");

    private Interceptable() {}

    /** Why calls of the method cannot be intercepted, with the remedy; empty if they can. */
    public static Optional<String> obstacle(Method method, Class<?> type) {
        int modifiers = method.getModifiers();
        if (Modifier.isStatic(modifiers)) {
            return Optional.of("is static, so that no proxy sees its calls. Make it a public method of the bean");
        }
        if (!Modifier.isPublic(modifiers)) {
            return Optional.of(
                    "is not public, so that no proxy sees its calls. Make it public and call it from another bean");
        }
        if (type.isInterface() || Proxy.isProxyClass(type)) {
            return Optional.empty();
        }
        if (Modifier.isFinal(modifiers)) {
            return Optional.of("is final, so that no proxy can override it. Remove final");
        }
        if (isClosed(type)) {
            return Optional.of("stands in a final class" + (type.isRecord() ? ", as every record is" : "")
                    + ", so that no proxy can extend it. Make the class open");
        }
        return Optional.empty();
    }

    private static boolean isSuspending(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length > 0
                && parameters[parameters.length - 1].getName().equals(CONTINUATION);
    }

    /** Whether no proxy can extend it. */
    static boolean isClosed(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && !Proxy.isProxyClass(type);
    }

    /** Why results of the method cannot be kept, with the remedy; empty if they can. */
    public static Optional<String> unkeepable(Method method) {
        if (isSuspending(method)) {
            return Optional.of("is a suspending function, which cannot be cached. Return the value, a Mono or a Flux");
        }
        Class<?> result = method.getReturnType();
        if (Answer.of(result) != Answer.VALUE) {
            return Optional.empty();
        }
        if (MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(POST_FILTER)) {
            return Optional.of(
                    "has @PostFilter, which takes what one caller may not see out of the collection that all of them share. Filter in a method of another bean that calls this one and copies");
        }
        if (isOneOf(result, LATER)) {
            return Optional.of(
                    "returns a " + result.getSimpleName()
                            + ", a value that comes later; of such only CompletionStage, CompletableFuture, Mono and Flux can be kept. Return the value, or one of these");
        }
        if (isOneOf(result, ONCE_ONLY)) {
            return Optional.of("returns a " + result.getSimpleName()
                    + ", which can be read only once. Return a List or another value");
        }
        return Optional.empty();
    }

    /** Why the method may return before it has done its work, with the remedy; empty if it does not. */
    public static Optional<String> unfinished(Method method) {
        Class<?> result = method.getReturnType();
        return isSuspending(method) || isOneOf(result, LATER)
                ? Optional.of(
                        "returns before it has done its work"
                                + (isSuspending(method) ? "" : ", as a " + result.getSimpleName() + " says")
                                + ": what is invalidated then would be loaded again from what was. Return the value, let captured writes invalidate, or call Freshet.invalidate when it is done")
                : Optional.empty();
    }

    private static boolean isOneOf(Class<?> type, List<String> names) {
        return names.stream().anyMatch(name -> isA(type, name));
    }

    private static boolean isA(Class<?> type, String name) {
        return type.getName().equals(name)
                || (type.getSuperclass() != null && isA(type.getSuperclass(), name))
                || List.of(type.getInterfaces()).stream().anyMatch(parent -> isA(parent, name));
    }
}
