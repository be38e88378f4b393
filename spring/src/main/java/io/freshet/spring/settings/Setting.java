package io.freshet.spring.settings;

/**
 * A value with where it was said.
 *
 * @param value the value
 * @param origin what a person reads of where it was said
 * @param <T> the kind of value
 */
public record Setting<T>(T value, String origin) {}
