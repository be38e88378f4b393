package io.freshet.spring.redis;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.convert.DurationStyle;

import java.time.Duration;

/** What can be relied on without a shared tier. */
public final class NoSharedTier {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    private NoSharedTier() {}

    /**
     * Says so, in one line.
     *
     * @param keepsChanges whether there is an outbox, in which each instance finds the others' writes
     * @param bound the staleness bound
     */
    public static void say(boolean keepsChanges, Duration bound) {
        LOG.info(
                "There is no shared tier, since no Redis is set up by spring.data.redis: each instance caches for itself, "
                        + (keepsChanges
                                ? "and sees the writes of others within " + DurationStyle.SIMPLE.print(bound)
                                        + ", not as soon as they are acknowledged"
                                : "and does not see the writes of others"));
    }
}
