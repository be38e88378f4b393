package io.freshet.console.view;

/**
 * A named segment of a key.
 *
 * @param name its name in the template
 * @param value its value in the key
 */
public record SegmentView(String name, String value) {}
