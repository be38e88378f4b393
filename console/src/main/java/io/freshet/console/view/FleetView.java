package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * All instances, as the one knows them that answers.
 *
 * @param at when it was looked
 * @param nodes the one that answers first, then those that are gone, then the others by name
 * @param present how many are there
 * @param gone how many are gone without leave
 * @param unknown what is not known of the fleet; null if nothing is
 */
public record FleetView(
        Instant at,
        List<NodeRow> nodes,
        int present,
        int gone,
        @Nullable String unknown) {}
