package io.freshet.spring.watch;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;

/**
 * A call as Spring's cache interceptor gets it.
 *
 * @param call the call itself
 * @param frame told when it goes on
 */
record FramedInvocation(MethodInvocation call, Frame frame) implements MethodInvocation {

    @Override
    public @Nullable Object proceed() throws Throwable {
        return frame.proceed();
    }

    @Override
    public Method getMethod() {
        return call.getMethod();
    }

    @Override
    public @Nullable Object[] getArguments() {
        return call.getArguments();
    }

    @Override
    public @Nullable Object getThis() {
        return call.getThis();
    }

    @Override
    public AccessibleObject getStaticPart() {
        return call.getStaticPart();
    }
}
