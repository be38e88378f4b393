package io.freshet.salon;

import io.freshet.salon.ApiDescription.Operation;
import io.freshet.salon.ApiDescription.Parameter;
import tools.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Makes requests from the description of the API: wholly valid ones, and ones with some or many odd values. The same seed makes the same requests. */
final class RequestMaker {

    private static final int NEVER = Integer.MAX_VALUE;
    private static final int[] ODDITIES = {NEVER, 8, 3};
    private static final int DEEPEST = 5;

    /** A request as it is sent. */
    record Request(String method, String path, String contentType, String accept, String body) {

        @Override
        public String toString() {
            var shown = body.length() > 500 ? body.substring(0, 500) + "... (" + body.length() + ")" : body;
            return method + " " + path + "\n  Content-Type: " + contentType + ", Accept: " + accept + "\n  " + shown;
        }
    }

    private final ApiDescription api;
    private final SplittableRandom random;
    private final OddValues odd;
    private final KnownIds ids;

    /** One value in so many is odd. */
    private int oddity = NEVER;

    /** The path of the operation at hand. */
    private String path = "";

    RequestMaker(ApiDescription api, SplittableRandom random, KnownIds ids) {
        this.api = api;
        this.random = random;
        this.odd = new OddValues(random);
        this.ids = ids;
    }

    /** The next request for the operation. */
    Request next(Operation operation) {
        oddity = ODDITIES[random.nextInt(ODDITIES.length)];
        path = operation.path();
        var body = operation.body().map(this::body).orElse("");
        var type = operation.body().map(ApiDescription.Body::contentType).orElse("application/json");
        boolean isOddType = oddity != NEVER && random.nextInt(15) == 0;
        boolean isOddlyAccepted = oddity != NEVER && random.nextInt(15) == 0;
        return new Request(
                operation.method(),
                address(operation) + query(operation),
                isOddType ? odd.contentType() : type,
                isOddlyAccepted ? odd.accepted() : "application/json",
                body);
    }

    private String address(Operation operation) {
        var address = operation.path();
        for (var parameter : in(operation, "path")) {
            address = address.replace("{" + parameter.name() + "}", address(parameter));
        }
        return address;
    }

    private String query(Operation operation) {
        var pairs = new ArrayList<String>();
        for (var parameter : in(operation, "query")) {
            boolean isThere = isOdd() ? random.nextBoolean() : parameter.required() || random.nextInt(3) == 0;
            for (int i = 0; isThere && i < (isOdd() ? 2 : 1); i++) {
                pairs.add(parameter.name() + "=" + address(parameter));
            }
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static List<Parameter> in(Operation operation, String where) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.in().equals(where))
                .toList();
    }

    private String address(Parameter parameter) {
        if (isOdd()) {
            return odd.address();
        }
        var text = valid(parameter.schema(), parameter.name(), 0);
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replace(" ", "%20") : text;
    }

    private String body(ApiDescription.Body body) {
        if (body.contentType().equals("text/csv")) {
            return csv();
        }
        return oddity != NEVER && random.nextInt(10) == 0 ? odd.body() : value(body.schema(), "", 0);
    }

    private String csv() {
        var cells = isOdd() ? "Spa,\"a\"\"b\",1,9\u0000,,\n\"" : "Spa,Sauna " + random.nextInt(100) + ",900,60,,\n";
        return "category,service,priceMinor,durationMinutes,addon,addonPriceMinor\n" + cells;
    }

    private String value(JsonNode schema, String name, int depth) {
        var resolved = api.resolve(schema);
        return depth > 0 && isOdd()
                ? odd.value(
                        resolved.path("type").asString(""),
                        resolved.path("format").asString(""))
                : valid(resolved, name, depth);
    }

    private String valid(JsonNode schema, String name, int depth) {
        if (schema.has("enum")) {
            var values = schema.required("enum");
            return values.required(random.nextInt(values.size())).toString();
        }
        return switch (schema.path("type").asString("object")) {
            case "integer", "number" -> number(schema, name);
            case "boolean" -> Boolean.toString(random.nextBoolean());
            case "string" -> text(schema);
            case "array" -> array(schema, name, depth);
            default -> object(schema, depth);
        };
    }

    private String number(JsonNode schema, String name) {
        if (name.equals("id") || name.endsWith("Id") || name.endsWith("Ids")) {
            return Long.toString(ids.any(name, path, random));
        }
        if (schema.has("example") && random.nextBoolean()) {
            return schema.required("example").toString();
        }
        long least = schema.path("minimum").asLong(0);
        long most = Math.min(schema.path("maximum").asLong(1000), least + 1000);
        return Long.toString(random.nextLong(least, Math.max(least, most) + 1));
    }

    private String text(JsonNode schema) {
        var format = schema.path("format").asString("");
        if (format.equals("date")) {
            return "\"" + LocalDate.now(ZoneOffset.UTC).plusDays(random.nextInt(60) - 30) + "\"";
        }
        var example = schema.path("example").asString("Something");
        boolean isFixed = !format.isEmpty() || schema.has("pattern") || random.nextBoolean();
        return "\"" + (isFixed ? example : example + " " + random.nextInt(1000)) + "\"";
    }

    private String array(JsonNode schema, String name, int depth) {
        int size = depth > DEEPEST ? 0 : isOdd() ? random.nextInt(150) : 1 + random.nextInt(2);
        var items = schema.required("items");
        var values = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            values.add(value(items, name, depth + 1));
        }
        return "[" + String.join(",", values) + "]";
    }

    private String object(JsonNode schema, int depth) {
        var fields = new ArrayList<String>();
        schema.path("properties").properties().forEach(field -> {
            boolean isLeftOut = field.getKey().equals("version") ? random.nextInt(4) > 0 : isOdd();
            if (!isLeftOut) {
                fields.add("\"" + field.getKey() + "\":" + value(field.getValue(), field.getKey(), depth + 1));
            }
        });
        if (isOdd()) {
            fields.add("\"unheardOf\":" + odd.value("string", ""));
        }
        return fields.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private boolean isOdd() {
        return oddity != NEVER && random.nextInt(oddity) == 0;
    }
}
