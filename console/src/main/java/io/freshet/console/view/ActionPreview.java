package io.freshet.console.view;

/**
 * What an action would do.
 *
 * @param text what it would do, in words
 * @param effect how much that is, as far as it is known
 * @param unknown what is not known of it
 * @param confirm what has to be typed to confirm it
 */
public record ActionPreview(String text, String effect, String unknown, String confirm) {}
