package io.freshet.resolve;

import io.freshet.annotation.Invalidates;
import io.freshet.key.KeyPattern;
import io.freshet.key.TenantResolver;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A method marked with {@link Invalidates}, compiled: its patterns are read and the names in them are bound to its parameters. */
public final class InvalidatingMethod {

    private final Parameters parameters;
    private final List<KeyPattern> patterns = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final List<Class<?>> entities = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();

    private InvalidatingMethod(Method method, List<Invalidates> annotations) {
        this.parameters = new Parameters(method);
        annotations.forEach(this::read);
    }

    private void read(Invalidates annotation) {
        for (String text : annotation.value()) {
            KeyPattern pattern = KeyPattern.parse(text);
            patterns.add(pattern);
            String where = "@Invalidates(\"" + text + "\")";
            pattern.valueNames().forEach(name -> indexes.put(name, parameters.indexOf(name, where)));
        }
        tags.addAll(List.of(annotation.tags()));
        entities.addAll(List.of(annotation.entities()));
        if (annotation.value().length + annotation.tags().length + annotation.entities().length == 0) {
            throw new DeclarationException("@Invalidates on " + describe()
                    + " names nothing; give it a pattern as in @Invalidates(\"dashboard:*\"), tags or entities");
        }
    }

    /**
     * Compiles the annotations on the method.
     *
     * @throws DeclarationException or {@link io.freshet.key.KeyTemplateException} if they cannot be honoured
     */
    public static InvalidatingMethod of(Method method, List<Invalidates> annotations) {
        return new InvalidatingMethod(method, annotations);
    }

    /** The patterns. */
    public List<KeyPattern> patterns() {
        return List.copyOf(patterns);
    }

    /** The free tags. */
    public List<String> tags() {
        return List.copyOf(tags);
    }

    /** The entities whose tables count as written. */
    public List<Class<?>> entities() {
        return List.copyOf(entities);
    }

    /** The values of the names in the patterns, for a call. */
    public Map<String, @Nullable Object> values(@Nullable Object[] arguments) {
        Map<String, @Nullable Object> values = new HashMap<>();
        indexes.forEach((name, index) -> values.put(name, arguments[index]));
        return values;
    }

    /** Whose entries a call invalidates; empty for those of all tenants. */
    public String tenant(@Nullable Object[] arguments, TenantResolver tenants) {
        return parameters.hasTenant() ? parameters.tenant(arguments) : tenants.currentTenant();
    }

    /** Where it stands, for messages. */
    public String describe() {
        return parameters.describe();
    }
}
