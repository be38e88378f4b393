package io.freshet.witness.spring;

import io.freshet.witness.trace.EntryPoint.Kind;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Matches methods that are called by time, by messages or on other threads. A class with a private one among them is left alone: Spring calls
 * it on the bean, and refuses where the bean is a proxy.
 */
final class EntryPointPointcut extends StaticMethodMatcherPointcut {

    private static final Map<String, Kind> ANNOTATIONS = new LinkedHashMap<>();

    static {
        ANNOTATIONS.put("org.springframework.scheduling.annotation.Scheduled", Kind.SCHEDULED);
        ANNOTATIONS.put("org.springframework.scheduling.annotation.Schedules", Kind.SCHEDULED);
        ANNOTATIONS.put("org.springframework.scheduling.annotation.Async", Kind.ASYNC);
        ANNOTATIONS.put("org.springframework.kafka.annotation.KafkaListener", Kind.LISTENER);
        ANNOTATIONS.put("org.springframework.amqp.rabbit.annotation.RabbitListener", Kind.LISTENER);
        ANNOTATIONS.put("org.springframework.jms.annotation.JmsListener", Kind.LISTENER);
    }

    EntryPointPointcut() {
        setClassFilter(type -> !Modifier.isFinal(type.getModifiers())
                && !type.getName().startsWith("org.springframework.")
                && Stream.of(type.getDeclaredMethods())
                        .filter(method ->
                                Modifier.isPrivate(method.getModifiers()) || Modifier.isFinal(method.getModifiers()))
                        .allMatch(method -> kindOf(method).isEmpty()));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return method.getDeclaringClass() != Object.class
                && kindOf(AopUtils.getMostSpecificMethod(method, targetClass)).isPresent();
    }

    static Optional<Kind> kindOf(Method method) {
        return ANNOTATIONS.entrySet().stream()
                .filter(each -> AnnotatedElementUtils.isAnnotated(method, each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
