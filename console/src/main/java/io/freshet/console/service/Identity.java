package io.freshet.console.service;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * What an instance can tell of who it is.
 *
 * @param host its machine and port; null while it has none
 * @param address where its console is for a browser; null if that is not known
 * @param version of the application; null if it says none
 * @param startedAt when it began
 */
public record Identity(
        Supplier<@Nullable String> host,
        Supplier<@Nullable String> address,
        @Nullable String version,
        Instant startedAt) {}
