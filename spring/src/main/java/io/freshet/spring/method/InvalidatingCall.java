package io.freshet.spring.method;

import io.freshet.Freshet;
import io.freshet.key.KeyPattern;
import io.freshet.resolve.InvalidatingMethod;
import io.freshet.tag.Dependency;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * An invalidating method joined with what it invalidates. Thread-safe.
 *
 * @param method the method
 * @param dependencies what counts as written: tags and tables
 * @param freshet the instance
 */
public record InvalidatingCall(InvalidatingMethod method, List<Dependency> dependencies, Freshet freshet) {

    /** Copies. */
    public InvalidatingCall {
        dependencies = List.copyOf(dependencies);
    }

    void returned(@Nullable Object[] arguments) {
        String tenant = method.tenant(arguments, freshet.tenants());
        Map<String, @Nullable Object> values = method.values(arguments);
        for (KeyPattern pattern : method.patterns()) {
            freshet.invalidate(pattern, tenant, values);
        }
        dependencies.forEach(dependency -> freshet.invalidate(dependency, tenant));
    }
}
