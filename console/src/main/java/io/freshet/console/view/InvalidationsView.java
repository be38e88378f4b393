package io.freshet.console.view;

import java.util.List;

/**
 * The latest invalidations that this instance made or relayed.
 *
 * @param last the number of the last thing that happened, to ask for what comes after
 * @param run of the instance, within which it counts: after a restart it is another, and numbers begin anew
 * @param forgotten whether more came after the number that was asked for than are remembered
 * @param instance whose they are
 * @param invalidations the latest first
 */
public record InvalidationsView(
        long last, String run, boolean forgotten, String instance, List<InvalidationView> invalidations) {}
