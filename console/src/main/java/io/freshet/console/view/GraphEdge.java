package io.freshet.console.view;

/**
 * What leads to what.
 *
 * @param from the id of a node
 * @param to the id of a node
 * @param how in a word: writes, feeds, invalidates, read by, or called by
 * @param seen whether it was seen to happen, rather than declared
 */
public record GraphEdge(String from, String to, String how, boolean seen) {}
