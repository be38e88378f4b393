package io.freshet.spring.method;

import org.aopalliance.intercept.MethodInvocation;

/** On what a call is made. */
final class Targets {

    private Targets() {}

    static Class<?> classOf(MethodInvocation invocation) {
        Object target = invocation.getThis();
        return target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
    }
}
