package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An entry in process, in a line.
 *
 * @param key the key without its tenant
 * @param tenant whose it is; empty if all tenants share it
 * @param segments the values that the key is made of
 * @param state whether it is served, or why not
 * @param leftMillis until it expires; negative if it has
 * @param weightBytes how much it weighs; null if sizes do not count in this cache
 */
public record EntryRow(
        String key,
        String tenant,
        List<SegmentView> segments,
        EntryState state,
        long leftMillis,
        @Nullable Integer weightBytes) {}
