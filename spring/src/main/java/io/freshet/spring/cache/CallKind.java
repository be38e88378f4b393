package io.freshet.spring.cache;

import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CachePutOperation;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.core.ResolvableType;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * What the annotations of a method ask for.
 *
 * @param reads whether it is answered from a cache
 * @param puts whether its result replaces what is there
 * @param result what it declares to return
 * @param type of the value that is kept: what an Optional, a future or a Mono holds
 */
record CallKind(boolean reads, boolean puts, Class<?> result, Type type) {

    private static final String PUBLISHER = "org.reactivestreams.Publisher";
    private static final String MONO = "reactor.core.publisher.Mono";

    static CallKind of(Method method, Class<?> target, Collection<CacheOperation> operations) {
        return new CallKind(
                operations.stream().anyMatch(CacheableOperation.class::isInstance),
                operations.stream().anyMatch(CachePutOperation.class::isInstance),
                method.getReturnType(),
                valueType(ResolvableType.forMethodReturnType(method, target)));
    }

    /** Whether its result is kept. */
    boolean computes() {
        return reads || puts;
    }

    /** Whether a future may take the place of its result. */
    boolean isFuture() {
        return result.isAssignableFrom(CompletableFuture.class);
    }

    boolean isReactive() {
        return isPublisher(result);
    }

    /** Whether methods that return this may have returned before they have done their work. */
    static boolean isLater(Class<?> type) {
        return Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type) || isPublisher(type);
    }

    private static boolean isPublisher(Class<?> type) {
        return type.getName().equals(PUBLISHER)
                || (type.getSuperclass() != null && isPublisher(type.getSuperclass()))
                || List.of(type.getInterfaces()).stream().anyMatch(CallKind::isPublisher);
    }

    private static Type valueType(ResolvableType declared) {
        Class<?> type = declared.resolve(Object.class);
        if (type == Optional.class
                || type == CompletableFuture.class
                || type == CompletionStage.class
                || type.getName().equals(MONO)) {
            return valueType(declared.getGeneric(0));
        }
        if (isPublisher(type)) {
            return ResolvableType.forClassWithGenerics(List.class, declared.getGeneric(0))
                    .getType();
        }
        return declared.hasGenerics() ? declared.getType() : type;
    }
}
