package io.freshet.witness.spring;

import io.freshet.witness.trace.EntryPoint.Kind;
import io.freshet.witness.trace.EntryPoints;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

import java.lang.reflect.Method;

/** Names the work that a scheduled method, a listener or an asynchronous method does. Thread-safe. */
final class EntryPointInterceptor implements MethodInterceptor {

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> type = target == null
                ? invocation.getMethod().getDeclaringClass()
                : ClassUtils.getUserClass(target.getClass());
        Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), type);
        Kind kind = EntryPointPointcut.kindOf(method).orElse(Kind.ASYNC);
        EntryPoints.enter(EntryPoints.of(kind, type, method, ""));
        try {
            return invocation.proceed();
        } finally {
            EntryPoints.leave();
        }
    }
}
