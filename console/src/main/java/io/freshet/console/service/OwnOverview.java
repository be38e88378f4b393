package io.freshet.console.service;

import io.freshet.console.view.CacheRow;
import io.freshet.console.view.NodeView;
import io.freshet.console.view.PreventedView;
import io.freshet.console.view.ProblemView;
import io.freshet.console.view.TotalsView;

import java.time.Instant;
import java.util.List;

/** How this instance does, by itself. */
record OwnOverview(
        Instant at,
        NodeView node,
        TotalsView totals,
        List<ProblemView> problems,
        List<CacheRow> caches,
        List<PreventedView> prevented) {}
