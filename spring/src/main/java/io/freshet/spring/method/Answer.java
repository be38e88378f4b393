package io.freshet.spring.method;

import org.springframework.core.ResolvableType;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** In which form a method gives its value, and so what of it is kept. */
public enum Answer {
    /** The value itself. */
    VALUE,
    /** A stage that completes with the value. */
    STAGE,
    /** A {@code Mono} of the value; one that is empty counts as null. */
    MONO,
    /** A {@code Flux} of the elements of a list. */
    FLUX;

    private static final String MONO_NAME = "reactor.core.publisher.Mono";
    private static final String FLUX_NAME = "reactor.core.publisher.Flux";

    /** The form of a method's results. */
    public static Answer of(Class<?> result) {
        if (result == CompletionStage.class || result == CompletableFuture.class) {
            return STAGE;
        }
        return switch (result.getName()) {
            case MONO_NAME -> MONO;
            case FLUX_NAME -> FLUX;
            default -> VALUE;
        };
    }

    /** What is kept of a method's results, with all type arguments. */
    public static Type valueOf(Method method) {
        Answer form = of(method.getReturnType());
        if (form == VALUE) {
            return method.getGenericReturnType();
        }
        ResolvableType element = ResolvableType.forMethodReturnType(method).getGeneric(0);
        ResolvableType value = form == FLUX ? ResolvableType.forClassWithGenerics(List.class, element) : element;
        return value.getType() == ResolvableType.NONE.getType() ? Object.class : value.getType();
    }
}
