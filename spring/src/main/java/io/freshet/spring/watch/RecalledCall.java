package io.freshet.spring.watch;

import io.freshet.spring.method.CallerContext;
import io.freshet.spring.watch.account.Recall;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

import java.util.Optional;

/**
 * An intercepted call that is made again in another thread, as often as asked, with its caller's context and outside of its caller's transaction.
 * Made by the calling thread; used by one other at a time.
 */
final class RecalledCall implements Recall {

    private final ProxyMethodInvocation invocation;
    private final Runnable withContext;
    private @Nullable Object result;
    private @Nullable Throwable failure;

    RecalledCall(ProxyMethodInvocation invocation, CallerContext context) {
        this.invocation = invocation;
        this.withContext = context.taken(this::run);
    }

    /** A cache keeps what an Optional holds. */
    @Override
    public @Nullable Object call() throws Throwable {
        result = null;
        failure = new IllegalStateException("The application's TaskDecorator did not run what it was given");
        withContext.run();
        if (failure != null) {
            throw failure;
        }
        return result instanceof Optional<?> optional ? optional.orElse(null) : result;
    }

    private void run() {
        try {
            // what stands further inside may ask which call is going on
            result = ExposeInvocationInterceptor.INSTANCE.invoke(invocation.invocableClone());
            failure = null;
        } catch (Throwable e) { // a method may throw anything
            failure = e;
        }
    }
}
