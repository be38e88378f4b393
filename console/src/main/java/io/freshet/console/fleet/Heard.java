package io.freshet.console.fleet;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who was heard of.
 *
 * @param nodes by name
 * @param unknown why nothing newer is known; null if it is
 */
public record Heard(List<HeardNode> nodes, @Nullable String unknown) {}
