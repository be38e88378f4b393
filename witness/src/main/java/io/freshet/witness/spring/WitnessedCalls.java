package io.freshet.witness.spring;

import io.freshet.annotation.Observe;
import io.freshet.spring.declare.Opening;
import io.freshet.spring.method.CachedCall;
import io.freshet.witness.account.MethodAccount;
import io.freshet.witness.account.MethodAccount.Declared;
import io.freshet.witness.account.Witness;
import io.freshet.witness.trace.EntryPoints;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The accounts of the cached methods that are called. Thread-safe. */
final class WitnessedCalls {

    private final Opening.Calls calls;
    private final Supplier<Witness> witness;
    private final Map<CachedCall, MethodAccount> accounts = new ConcurrentHashMap<>();

    /** @param witness asked for at the first call: advisors are made before most of the application is there */
    WitnessedCalls(Opening.Calls calls, Supplier<Witness> witness) {
        this.calls = calls;
        this.witness = witness;
    }

    Witness witness() {
        return witness.get();
    }

    /** Null before the caches are opened. */
    @Nullable
    Known find(MethodInvocation invocation) {
        Class<?> type = typeOf(invocation);
        CachedCall call = calls.cached().find(invocation.getMethod(), type);
        return call == null
                ? null
                : new Known(
                        call,
                        accounts.computeIfAbsent(
                                call, each -> witness().of(declared(each, invocation, ClassUtils.getUserClass(type)))));
    }

    private static Class<?> typeOf(MethodInvocation invocation) {
        Object target = invocation.getThis();
        return target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
    }

    private static Declared declared(CachedCall call, MethodInvocation invocation, Class<?> type) {
        Observe observe = call.cache().policy().observe();
        boolean declaresNothing = call.cache().dependencies().isEmpty();
        return new Declared(
                type.getName(),
                EntryPoints.signature(AopUtils.getMostSpecificMethod(invocation.getMethod(), type)),
                call.cache().name(),
                call.cache().template().toString(),
                call.cache().dependencies(),
                observe.name().toLowerCase(Locale.ROOT),
                observe == Observe.ALWAYS || (observe == Observe.AUTO && declaresNothing));
    }

    /** A cached method that is called, with its account. */
    record Known(CachedCall call, MethodAccount account) {}
}
