package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

/**
 * Something in the graph.
 *
 * @param id names it in edges
 * @param kind writer, table, tag, cache, method, or endpoint
 * @param name what people call it
 * @param detail more of it; empty if there is none
 * @param uncovered why writes to it are not noticed; null if they are
 */
public record GraphNode(
        String id,
        String kind,
        String name,
        String detail,
        @Nullable String uncovered) {}
