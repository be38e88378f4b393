package io.freshet.salon;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The API as it describes itself under {@code /v3/api-docs}. */
final class ApiDescription {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** One parameter; {@code in} is path, query or header. */
    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    /** What an operation takes as its body. */
    record Body(String contentType, JsonNode schema) {}

    /** A method on a path. */
    record Operation(
            String method, String path, List<Parameter> parameters, Optional<Body> body, JsonNode description) {

        Operation {
            parameters = List.copyOf(parameters);
        }

        boolean isMutation() {
            return !method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final JsonNode document;

    private ApiDescription(JsonNode document) {
        this.document = document;
    }

    static ApiDescription of(SalonClient client) {
        return new ApiDescription(client.get("/v3/api-docs").body());
    }

    /** All operations under {@code /api}. */
    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.required("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> operation(method.getKey(), path.getKey(), method.getValue()))
                        .forEach(operations::add));
        return operations;
    }

    /** The schema itself, where it only names another. */
    JsonNode resolve(JsonNode schema) {
        var reference = schema.path("$ref");
        return reference.isMissingNode()
                ? schema
                : resolve(document.requiredAt(reference.asString().substring(1)));
    }

    private Operation operation(String method, String path, JsonNode description) {
        var parameters = description
                .path("parameters")
                .valueStream()
                .map(parameter -> new Parameter(
                        parameter.required("name").asString(),
                        parameter.required("in").asString(),
                        parameter.path("required").asBoolean(false),
                        resolve(parameter.required("schema"))))
                .toList();
        var body = description.path("requestBody").path("content").properties().stream()
                .findFirst()
                .map(content -> new Body(content.getKey(), content.getValue().required("schema")));
        return new Operation(method.toUpperCase(Locale.ROOT), path, parameters, body, description);
    }
}
