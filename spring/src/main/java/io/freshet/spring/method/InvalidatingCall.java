package io.freshet.spring.method;

import io.freshet.Freshet;
import io.freshet.key.KeyPattern;
import io.freshet.resolve.DeclarationException;
import io.freshet.resolve.InvalidatingMethod;
import io.freshet.tag.Dependency;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * An invalidating method joined with what it invalidates. Thread-safe.
 *
 * @param parts one for each of its annotations
 * @param freshet the instance
 */
public record InvalidatingCall(List<Part> parts, Freshet freshet) {

    /** Copies. */
    public InvalidatingCall {
        parts = List.copyOf(parts);
    }

    /**
     * The method has returned.
     *
     * @throws DeclarationException if a condition could not be evaluated; what depended on it was invalidated
     */
    void returned(MethodInvocation call, @Nullable Object result) {
        DeclarationException failure = null;
        for (Part part : parts) {
            boolean holds = true;
            try {
                holds = part.condition().holds(call, result);
            } catch (DeclarationException e) {
                failure = failure == null ? e : failure;
            }
            if (holds) {
                invalidate(part, call.getArguments());
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void invalidate(Part part, @Nullable Object[] arguments) {
        String tenant = part.method().tenant(arguments, freshet.tenants());
        Map<String, @Nullable Object> values = part.method().values(arguments);
        for (KeyPattern pattern : part.method().patterns()) {
            freshet.invalidate(pattern, tenant, values);
        }
        part.dependencies().forEach(dependency -> freshet.invalidate(dependency, tenant));
    }

    /**
     * What one annotation says.
     *
     * @param method the method with that annotation
     * @param dependencies what counts as written: tags and tables
     * @param condition whether it does
     */
    public record Part(InvalidatingMethod method, List<Dependency> dependencies, Condition condition) {

        /** Copies. */
        public Part {
            dependencies = List.copyOf(dependencies);
        }
    }
}
