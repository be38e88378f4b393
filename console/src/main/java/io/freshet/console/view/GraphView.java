package io.freshet.console.view;

import java.util.List;

/**
 * What depends on what: writers write tables, tables feed caches, methods read caches, endpoints call methods.
 *
 * @param nodes all there are
 * @param edges all there are
 * @param unknown what the graph does not know, each in a sentence
 */
public record GraphView(List<GraphNode> nodes, List<GraphEdge> edges, List<String> unknown) {}
