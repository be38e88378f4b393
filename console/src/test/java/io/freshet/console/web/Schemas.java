package io.freshet.console.web;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tells where an answer is not as the description says. */
public final class Schemas {

    private static final JsonNode DESCRIPTION = read();

    private Schemas() {}

    private static JsonNode read() {
        try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with an answer; nothing if it is right. */
    public static List<String> mistakes(String path, String json) {
        JsonNode operation = DESCRIPTION.required("paths").required(path).required("get");
        JsonNode schema = operation
                .required("responses")
                .required("200")
                .required("content")
                .required("application/json")
                .required("schema");
        List<String> mistakes = new ArrayList<>();
        check(new JsonMapper().readTree(json), schema, path, mistakes);
        return mistakes;
    }

    private static void check(JsonNode value, JsonNode schema, String where, List<String> mistakes) {
        if (schema.has("anyOf")) {
            if (Stream.of(0, 1).map(schema.get("anyOf")::get).noneMatch(one -> fits(value, one))) {
                mistakes.add(where + " fits none of " + schema.get("anyOf"));
            }
        } else if (schema.has("$ref")) {
            String name = schema.get("$ref").asString().replaceAll(".*/", "");
            check(value, DESCRIPTION.required("components").required("schemas").required(name), where, mistakes);
        } else if (schema.has("enum")) {
            require(schema.get("enum").valueStream().anyMatch(value::equals), where + " is " + value, mistakes);
        } else {
            checkTyped(value, schema, where, mistakes);
        }
    }

    private static boolean fits(JsonNode value, JsonNode schema) {
        List<String> mistakes = new ArrayList<>();
        check(value, schema, "", mistakes);
        return mistakes.isEmpty();
    }

    private static void checkTyped(JsonNode value, JsonNode schema, String where, List<String> mistakes) {
        JsonNode type = schema.required("type");
        List<String> types =
                type.isArray() ? type.valueStream().map(JsonNode::asString).toList() : List.of(type.asString());
        require(types.stream().anyMatch(each -> isA(value, each)), where + " is " + value + ", not " + types, mistakes);
        if (value.isObject()) {
            JsonNode properties = schema.required("properties");
            for (String name : value.propertyNames()) {
                require(properties.has(name), where + "." + name + " is not described", mistakes);
            }
            for (JsonNode name : schema.required("required")) {
                require(value.has(name.asString()), where + "." + name.asString() + " is missing", mistakes);
            }
            value.properties().stream()
                    .filter(each -> properties.has(each.getKey()))
                    .forEach(each -> check(
                            each.getValue(), properties.get(each.getKey()), where + "." + each.getKey(), mistakes));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), schema.required("items"), where + "[" + i + "]", mistakes);
            }
        }
    }

    private static boolean isA(JsonNode value, String type) {
        return switch (type) {
            case "null" -> value.isNull();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "array" -> value.isArray();
            default -> value.isObject();
        };
    }

    private static void require(boolean holds, String mistake, List<String> mistakes) {
        if (!holds) {
            mistakes.add(mistake);
        }
    }
}
