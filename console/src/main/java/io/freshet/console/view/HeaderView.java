package io.freshet.console.view;

/**
 * A header that requests which change something must carry.
 *
 * @param name its name
 * @param value its value
 */
public record HeaderView(String name, String value) {}
