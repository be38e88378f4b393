package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Whether answers are true.
 *
 * @param node how the instance stands
 * @param compared answers that were compared with their sources
 * @param failed comparisons that could not be made, because the loader failed
 * @param violations answers that were stale although nothing was heard that touches them
 * @param shadowUnknown why nothing is compared; null if something is
 * @param latest the latest violations, the last one first
 * @param delayed changes that could not be made effective at once
 * @param prevented the latest stale values that were not kept, the last one first
 * @param notices what else happened, the last first
 * @param elsewhere what is not known of other instances
 */
public record ConsistencyView(
        NodeView node,
        long compared,
        long failed,
        long violations,
        @Nullable String shadowUnknown,
        List<ViolationView> latest,
        long delayed,
        List<PreventedView> prevented,
        List<NoticeView> notices,
        String elsewhere) {}
