package io.freshet.salon;

import io.freshet.salon.ApiDescription.Operation;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The ids that answers have shown, by what they are of, as paths name it: {@code bills}, {@code skus}. */
final class KnownIds {

    private static final int MOST = 200;

    private final Map<String, List<Long>> byNoun = new HashMap<>();

    /** Takes note of what an answer shows: one thing, a list, or a page of one. */
    void learn(Operation operation, JsonNode answer) {
        var noun = noun(operation.path());
        if (answer.has("items") && answer.has("total")) {
            answer.required("items").forEach(item -> add(noun, item));
        } else if (answer.isArray()) {
            answer.forEach(item -> add(noun, item));
        } else {
            add(noun, answer);
        }
    }

    /** One of the ids that {@code name} may stand for, which is {@code id} of what the path names before it, or says itself what it is of. */
    long any(String name, String path, SplittableRandom random) {
        var bare = name.replaceFirst("Ids?$", "");
        var noun = name.equals("id")
                ? before("{id}", path)
                : bare.endsWith("y") ? bare.replaceFirst("y$", "ies") : bare + "s";
        var ids = byNoun.getOrDefault(noun, List.of());
        return ids.isEmpty() ? 1 + random.nextInt(40) : ids.get(random.nextInt(ids.size()));
    }

    private void add(String noun, JsonNode thing) {
        var ids = byNoun.computeIfAbsent(noun, key -> new ArrayList<>());
        if (thing.path("id").isIntegralNumber() && ids.size() < MOST) {
            ids.add(thing.required("id").asLong());
        }
    }

    /** What the path is of: its last segment that is no variable and no verb after one. */
    private static String noun(String path) {
        return path.contains("{id}") ? before("{id}", path) : path.substring(path.lastIndexOf('/') + 1);
    }

    private static String before(String variable, String path) {
        var start = path.substring(0, Math.max(1, path.indexOf(variable) - 1));
        return start.substring(start.lastIndexOf('/') + 1);
    }
}
