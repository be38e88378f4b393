package io.freshet.doctor.top;

import tools.jackson.databind.JsonNode;

import java.util.Comparator;
import java.util.function.Function;

/** What is told of each cache besides its name, the most important first: what does not fit is left out from the end. */
enum Column {
    /** Over the last minute. */
    READS("READS/S", "readsPerSecond", Figures::rate),
    /** Over the last ten minutes. */
    HITS("HITS", "hitRate", Figures::percent),
    /** Of loads. */
    LOAD("LOAD P99", "loadP99Micros", Figures::micros),
    /** In process. */
    ENTRIES("ENTRIES", "entries", Figures::count),
    /** About how much loaders did not have to spend. */
    SAVED("SAVED", "savedMillis", Figures::millis),
    /** Loaded values that a write had overtaken. */
    PREVENTED("PREVENTED", "stalePrevented", Figures::count);

    /** Of each column, with the space before it. */
    static final int WIDTH = 11;

    private final String title;
    private final String field;
    private final Function<JsonNode, String> text;

    Column(String title, String field, Function<JsonNode, String> text) {
        this.title = title;
        this.field = field;
        this.text = text;
    }

    String title() {
        return title;
    }

    String of(JsonNode cache) {
        return text.apply(cache.path(field));
    }

    /** The most first; what is not known last. */
    Comparator<JsonNode> mostFirst() {
        return Comparator.<JsonNode>comparingDouble(cache -> cache.path(field).asDouble(-1))
                .reversed();
    }
}
