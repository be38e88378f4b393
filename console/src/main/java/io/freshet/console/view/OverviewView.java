package io.freshet.console.view;

import java.time.Instant;
import java.util.List;

/**
 * How everything does, on all instances that are there and tell of themselves.
 *
 * @param at when it was looked
 * @param node how the instance stands that answers
 * @param fleet all instances
 * @param totals all caches together, on all instances
 * @param problems what is not as it should be, the worst first
 * @param caches the caches of the instance that answers, with their figures on all instances: all by name, or those that were asked for
 * @param matching how many caches there are of those that were asked for
 * @param prevented the latest stale values that the instance that answers did not keep, the last one first
 */
public record OverviewView(
        Instant at,
        NodeView node,
        FleetView fleet,
        TotalsView totals,
        List<ProblemView> problems,
        List<CacheRow> caches,
        int matching,
        List<PreventedView> prevented) {}
