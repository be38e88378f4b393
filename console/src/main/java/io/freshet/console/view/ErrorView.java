package io.freshet.console.view;

/**
 * Why something was not answered.
 *
 * @param error what a person reads
 */
public record ErrorView(String error) {}
