package io.freshet.console.watch;

import io.freshet.event.CacheMeter;
import io.freshet.event.Outcome;

/**
 * How much the counters of one cache grew in each of the latest intervals. A ring: the oldest is overwritten. Not thread-safe; {@link History}
 * guards it.
 */
final class Series {

    private final long[] last = new long[Count.values().length];
    private final int[][] growth;
    private int next;
    private int filled;

    Series(int intervals, CacheMeter meter) {
        growth = new int[Count.values().length][intervals];
        for (Count count : Count.values()) {
            last[count.ordinal()] = count.of(meter);
        }
    }

    void sample(CacheMeter meter) {
        for (Count count : Count.values()) {
            int at = count.ordinal();
            long now = count.of(meter);
            growth[at][next] = (int) Math.min(Integer.MAX_VALUE, now - last[at]);
            last[at] = now;
        }
        next = (next + 1) % growth[0].length;
        filled = Math.min(filled + 1, growth[0].length);
    }

    /** The growth of a counter, the oldest interval first. */
    int[] of(Count count) {
        int[] ring = growth[count.ordinal()];
        int[] values = new int[filled];
        int older = filled == ring.length ? ring.length - next : 0;
        System.arraycopy(ring, next, values, 0, older);
        System.arraycopy(ring, 0, values, older, filled - older);
        return values;
    }

    /** What is sampled. */
    enum Count {
        HITS {
            @Override
            long of(CacheMeter meter) {
                return meter.hits();
            }
        },
        MISSES {
            @Override
            long of(CacheMeter meter) {
                return meter.misses();
            }
        },
        BYPASSES {
            @Override
            long of(CacheMeter meter) {
                return meter.reads(Outcome.BYPASS);
            }
        },
        LOADS {
            @Override
            long of(CacheMeter meter) {
                return meter.loads();
            }
        },
        FAILED_LOADS {
            @Override
            long of(CacheMeter meter) {
                return meter.failedLoads();
            }
        },
        LOAD_MICROS {
            @Override
            long of(CacheMeter meter) {
                return meter.loadTime().toNanos() / 1_000;
            }
        },
        STALE_PREVENTED {
            @Override
            long of(CacheMeter meter) {
                return meter.stalePreventedCount();
            }
        },
        PUTS {
            @Override
            long of(CacheMeter meter) {
                return meter.puts();
            }
        },
        NOT_KEPT {
            @Override
            long of(CacheMeter meter) {
                return meter.notKeptCount();
            }
        };

        abstract long of(CacheMeter meter);
    }
}
