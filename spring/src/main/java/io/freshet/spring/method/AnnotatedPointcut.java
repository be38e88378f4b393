package io.freshet.spring.method;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotationUtils;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.function.Predicate;

/** Matches methods that carry an annotation of ours in any way; in classes that no proxy can extend it leaves the complaint to the check at start. */
final class AnnotatedPointcut extends StaticMethodMatcherPointcut {

    private final Predicate<Method> carries;

    AnnotatedPointcut(Class<? extends Annotation> annotation, Predicate<Method> carries) {
        this.carries = carries;
        setClassFilter(type -> !Interceptable.isClosed(type) && AnnotationUtils.isCandidateClass(type, annotation));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return method.getDeclaringClass() != Object.class
                && (carries.test(AopUtils.getMostSpecificMethod(method, targetClass)) || carries.test(method));
    }
}
