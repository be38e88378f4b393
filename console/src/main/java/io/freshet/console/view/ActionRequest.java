package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What somebody wants done.
 *
 * @param kind invalidate-cache, -entry, -tenant or -all; switch-off or switch-on for a cache, or the same with -tenant or -all; set or take-back for a
 *     cache, or the same with -all
 * @param cache the cache; empty if it is about none
 * @param tenant the tenant, or whose the entry is; empty if all tenants share it, or if it is about neither
 * @param key what the key of the entry is made of; empty if it is about no entry
 * @param setting which setting is set or taken back; empty if none is
 * @param value what it is set to; empty if nothing is set
 * @param confirm what was typed to confirm it; empty to be told first what it would do
 */
public record ActionRequest(
        @Nullable String kind,
        @Nullable String cache,
        @Nullable String tenant,
        @Nullable List<SegmentView> key,
        @Nullable String setting,
        @Nullable String value,
        @Nullable String confirm) {}
