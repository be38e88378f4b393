package io.freshet.console.view;

/**
 * How often something happened.
 *
 * @param name what, in one word
 * @param text what, in a sentence
 * @param count how often since the instance began
 */
public record CountView(String name, String text, long count) {}
