package io.freshet.resolve;

import io.freshet.annotation.Tenant;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The parameters of an annotated method: which argument is meant by a name, and which is the tenant. Immutable. */
final class Parameters {

    private static final int NONE = -1;

    private final Method method;
    private final Parameter[] parameters;
    private final int tenantIndex;

    Parameters(Method method) {
        this.method = method;
        this.parameters = method.getParameters();
        int found = NONE;
        for (int i = 0; i < parameters.length; i++) {
            found = parameters[i].isAnnotationPresent(Tenant.class) ? i : found;
        }
        this.tenantIndex = found;
    }

    /** The index of the parameter with this name, which must be of a type that has a text of its own. */
    int indexOf(String name, String where) {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].getName().equals(name)) {
                requireValueType(parameters[i], where);
                return i;
            }
        }
        throw new DeclarationException(
                where + " names {" + name + "}, but " + describe() + " has no parameter of that name"
                        + (isNamed() ? "; it has " + names() : "; compile with -parameters, so that names are kept"));
    }

    private void requireValueType(Parameter parameter, String where) {
        Class<?> type = parameter.getType();
        boolean fits = type.isPrimitive()
                || type.isEnum()
                || CharSequence.class.isAssignableFrom(type)
                || Number.class.isAssignableFrom(type)
                || TemporalAccessor.class.isAssignableFrom(type)
                || List.of(Boolean.class, Character.class, UUID.class).contains(type);
        if (!fits) {
            throw new DeclarationException(where + " puts the parameter '" + parameter.getName() + "' of "
                    + describe() + " into a key, but a " + type.getName()
                    + " has no stable text; pass a string, number, date, enum or UUID made from it");
        }
    }

    private boolean isNamed() {
        return parameters.length == 0 || parameters[0].isNamePresent();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : parameters) {
            names.add(parameter.getName());
        }
        return names;
    }

    String describe() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    boolean hasTenant() {
        return tenantIndex != NONE;
    }

    String tenant(@Nullable Object[] arguments) {
        Object tenant = arguments[tenantIndex];
        return tenant == null ? "" : tenant.toString();
    }
}
