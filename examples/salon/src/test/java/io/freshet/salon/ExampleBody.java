package io.freshet.salon;

import io.freshet.salon.ApiDescription.Operation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Valid bodies made of the examples that the description of the API gives. Ids and whatever else must fit together are asked for by the name of the
 * field; the rest is as the examples say, but that no two names are the same. A field without an example fails.
 */
final class ExampleBody {

    private static final Set<String> UNIQUE = Set.of("name", "code", "number");

    private final ApiDescription api;
    private final Known known;
    private int made;

    /** What is to stand in the field of a name, where it is not what the example says; else null. */
    interface Known {
        @Nullable
        Object value(Operation operation, String field);
    }

    ExampleBody(ApiDescription api, Known known) {
        this.api = api;
        this.known = known;
    }

    /** The body for an operation, null if it takes none. */
    @Nullable
    Object of(Operation operation) {
        made++;
        return operation
                .body()
                .map(body -> value(operation, body.schema(), operation.toString(), ""))
                .map(body -> body instanceof JsonNode text ? text.asString() : body)
                .orElse(null);
    }

    private Object value(Operation operation, JsonNode schema, String where, String name) {
        var resolved = api.resolve(schema);
        if (resolved.has("properties")) {
            return object(operation, resolved, where);
        }
        if (resolved.has("items") && !resolved.has("example")) {
            return List.of(value(operation, resolved.required("items"), where + "[]", name));
        }
        if (!resolved.has("example")) {
            throw new AssertionError(where + " has no example");
        }
        var example = resolved.required("example");
        if (resolved.path("format").asString("").equals("email")) {
            return made + example.asString();
        }
        return UNIQUE.contains(name) ? example.asString() + " " + made : example;
    }

    private Map<String, Object> object(Operation operation, JsonNode schema, String where) {
        var object = new LinkedHashMap<String, Object>();
        schema.required("properties").properties().forEach(field -> {
            var name = field.getKey();
            var given = known.value(operation, name);
            if (given != null) {
                object.put(name, given);
            } else if (!isLeftOut(name, api.resolve(field.getValue()))) {
                object.put(name, value(operation, field.getValue(), where + "." + name, name));
            }
        });
        return object;
    }

    /** Whoever knows no version sends none, and an id that nothing is known of need not be there. */
    private static boolean isLeftOut(String name, JsonNode schema) {
        boolean isReference = name.equals("version") || name.endsWith("Id");
        return isReference && !schema.has("example");
    }
}
