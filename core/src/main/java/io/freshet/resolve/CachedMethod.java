package io.freshet.resolve;

import io.freshet.annotation.Cached;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import io.freshet.key.KeyTemplate;
import io.freshet.key.MissingTenantException;
import io.freshet.key.TenantResolver;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** A method marked with {@link Cached}, compiled: its arguments make a key. Immutable, if its tenant resolver is. */
public final class CachedMethod {

    private final Method method;
    private final Type type;
    private final Cached annotation;
    private final KeyTemplate template;
    private final Parameters parameters;
    private final int[] indexes;

    private CachedMethod(Method method, Cached annotation, Type type) {
        this.method = method;
        this.type = type;
        this.annotation = annotation;
        this.template = KeyTemplate.parse(annotation.cache());
        this.parameters = new Parameters(method);
        String where = "@Cached(cache = \"" + template + "\")";
        this.indexes = template.valueNames().stream()
                .mapToInt(name -> parameters.indexOf(name, where))
                .toArray();
        if (method.getReturnType() == void.class) {
            throw new DeclarationException(where + " stands on " + parameters.describe()
                    + ", which returns nothing; only what returns a value can be cached");
        }
    }

    /**
     * Compiles the annotation on the method.
     *
     * @throws DeclarationException or {@link io.freshet.key.KeyTemplateException} if it cannot be honoured
     */
    public static CachedMethod of(Method method, Cached annotation) {
        return of(method, annotation, method.getGenericReturnType());
    }

    /**
     * The same for a method that does not return its value itself.
     *
     * @param type what is kept of its results
     */
    public static CachedMethod of(Method method, Cached annotation, Type type) {
        return new CachedMethod(method, annotation, type);
    }

    /** The form of its keys. */
    public KeyTemplate template() {
        return template;
    }

    /** What is kept of its results, with all type arguments. */
    public Type type() {
        return type;
    }

    /** What it returns. */
    public Class<?> returns() {
        return method.getReturnType();
    }

    /** The annotation. */
    public Cached annotation() {
        return annotation;
    }

    /** Where it stands, for messages. */
    public String describe() {
        return parameters.describe();
    }

    /** What it says its results depend on. */
    public List<Dependency> dependencies(TableNames tables) {
        List<Dependency> dependencies = new ArrayList<>();
        for (Class<?> entity : annotation.dependsOn()) {
            dependencies.add(new TableDependency(tableOf(entity, tables)));
        }
        for (String table : annotation.tables()) {
            dependencies.add(new TableDependency(table));
        }
        for (String tag : annotation.tags()) {
            dependencies.add(new FreeDependency(tag));
        }
        return dependencies;
    }

    private String tableOf(Class<?> entity, TableNames tables) {
        try {
            return tables.tableOf(entity);
        } catch (DeclarationException e) {
            throw new DeclarationException(
                    "@Cached on " + describe() + " depends on " + entity.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The key of a call.
     *
     * @throws MissingTenantException if the cache keeps tenants apart and there is none
     */
    public CacheKey key(@Nullable Object[] arguments, TenantResolver tenants, boolean shared) {
        @Nullable Object[] values = new @Nullable Object[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            values[i] = arguments[indexes[i]];
        }
        return template.key(shared ? "" : tenant(arguments, tenants), values);
    }

    /**
     * The key of a call, to be asked with only; null if it has to be made.
     *
     * @throws MissingTenantException if the cache keeps tenants apart and there is none
     */
    public @Nullable KeyProbe probe(@Nullable Object[] arguments, TenantResolver tenants, boolean shared) {
        return KeyProbe.of(template, shared ? "" : tenant(arguments, tenants), arguments, indexes);
    }

    private String tenant(@Nullable Object[] arguments, TenantResolver tenants) {
        String tenant = parameters.hasTenant() ? parameters.tenant(arguments) : tenants.currentTenant();
        if (tenant.isEmpty()) {
            throw new MissingTenantException(template.name());
        }
        return tenant;
    }
}
