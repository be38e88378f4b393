package io.freshet.salon.cache;

import io.freshet.salon.tenant.CurrentTenant;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.stereotype.Component;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Makes the keys of cache entries: the tenant, and what the method was called with. */
@Component(TenantKeys.NAME)
public class TenantKeys implements KeyGenerator {

    /** The name of the bean, for annotations. */
    public static final String NAME = "tenantKeys";

    @Override
    public Object generate(Object target, Method method, @Nullable Object... arguments) {
        return of(arguments);
    }

    /** The key of an entry of the current tenant. */
    public static String of(@Nullable Object... arguments) {
        return CurrentTenant.id()
                + Arrays.stream(arguments).map(argument -> ":" + argument).collect(Collectors.joining());
    }
}
