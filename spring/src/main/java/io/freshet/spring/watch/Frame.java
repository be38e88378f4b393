package io.freshet.spring.watch;

import io.freshet.spring.method.CallerContext;
import io.freshet.spring.watch.account.Asker;
import io.freshet.spring.watch.account.LoadReads;
import io.freshet.spring.watch.account.MethodAccount;
import io.freshet.spring.watch.account.Recall;
import io.freshet.spring.watch.account.Watch;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/**
 * One call of a method that Spring's cache interceptor handles. It is current while the interceptor works, and not while the method itself runs.
 * Used by one thread.
 */
final class Frame implements Asker {

    private static final ThreadLocal<@Nullable Frame> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable Frame> RUNNING = new ThreadLocal<>();

    private final Watch watch;
    private final WatchedMethod method;
    private final MethodInvocation call;
    private final CallerContext context;
    private @Nullable ProxyMethodInvocation untouched;
    private @Nullable LoadReads reads;

    Frame(Watch watch, WatchedMethod method, MethodInvocation call, CallerContext context) {
        this.watch = watch;
        this.method = method;
        this.call = call;
        this.context = context;
    }

    /** The one whose interceptor is at work on the calling thread, if any. */
    static @Nullable Frame current() {
        return CURRENT.get();
    }

    /** The name of the innermost method with cache annotations that runs on the calling thread, or null. */
    static @Nullable String running() {
        Frame running = RUNNING.get();
        return running == null ? null : running.method.account().name();
    }

    @Nullable
    Object intercept(MethodInterceptor interceptor) throws Throwable {
        Frame around = CURRENT.get();
        CURRENT.set(this);
        try {
            return interceptor.invoke(new FramedInvocation(call, this));
        } finally {
            set(CURRENT, around);
        }
    }

    /** The method itself. A call that has gone on cannot do so again, so it is copied for comparison before. */
    @Nullable
    Object proceed() throws Throwable {
        Frame around = CURRENT.get();
        Frame outer = RUNNING.get();
        untouched = method.isReading() ? copy() : null;
        CURRENT.remove();
        RUNNING.set(this);
        LoadReads load = LoadReads.begin(watch);
        try {
            return call.proceed();
        } finally {
            load.close();
            reads = load;
            set(RUNNING, outer);
            set(CURRENT, around);
        }
    }

    private static void set(ThreadLocal<@Nullable Frame> local, @Nullable Frame frame) {
        if (frame == null) {
            local.remove();
        } else {
            local.set(frame);
        }
    }

    private @Nullable ProxyMethodInvocation copy() {
        return call instanceof ProxyMethodInvocation again
                        && again.invocableClone() instanceof ProxyMethodInvocation copied
                ? copied
                : null;
    }

    /** What the method read; null if it has not been called. */
    @Nullable
    LoadReads reads() {
        return reads;
    }

    /** Whether the method is answered from a cache, and its annotations ask for nothing else. */
    boolean isReading() {
        return method.isReading();
    }

    @Override
    public MethodAccount method() {
        return method.account();
    }

    @Override
    public @Nullable Recall recall() {
        if (!method.isReading()) {
            return null;
        }
        ProxyMethodInvocation copy = untouched == null ? copy() : untouched;
        return copy == null ? null : new RecalledCall(copy, context);
    }
}
