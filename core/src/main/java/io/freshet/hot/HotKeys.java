package io.freshet.hot;

import io.freshet.freshness.Ticker;
import io.freshet.hot.SpaceSaving.Counted;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The keys that this instance reads most, over all caches: of the last whole window of ten seconds. Thread-safe; no read waits for another, and one
 * that finds the count in use is not counted.
 *
 * <p>Only a sample is counted, of about as many reads in each window however many there are: chance says which, and each stands for as many as it is one
 * of. So a read costs next to nothing, and all of it the memory of its counters ({@link SpaceSaving}).
 *
 * <p>A key is hot if, in the last whole window, it made up a hundredth of all reads and was read ten times a second, both at the least.
 */
public final class HotKeys {

    /** How many keys are counted if nothing else is said. */
    public static final int DEFAULT_TRACKED = 128;

    /** The least number of counters that is of use: what makes up a hundredth of all reads must have one. */
    public static final int LEAST_TRACKED = 100;

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final double SECONDS = WINDOW.toSeconds();
    private static final int WANTED_SAMPLES = 4_096;
    private static final int RAREST = 1 << 14;
    private static final double HOT_SHARE = 0.01;
    private static final long HOT_READS = 10 * WINDOW.toSeconds();

    private final int tracked;
    private final Ticker ticker;
    private final IntSupplier random;
    private final ReentrantLock counting = new ReentrantLock();
    private SpaceSaving<CacheKey> present;
    private int samples;
    private long since;
    private volatile Window last = Window.NONE;
    private volatile int every = 1;

    /**
     * Counts for one instance.
     *
     * @param tracked how many keys have a counter; 0 for none, and nothing is counted
     */
    public HotKeys(int tracked, Ticker ticker) {
        this(tracked, ticker, () -> ThreadLocalRandom.current().nextInt());
    }

    HotKeys(int tracked, Ticker ticker, IntSupplier random) {
        this.tracked = tracked;
        this.ticker = ticker;
        this.random = random;
        this.present = new SpaceSaving<>(tracked);
        this.since = ticker.nanos();
    }

    /** What a whole window has shown. */
    private record Window(
            List<Counted<CacheKey>> counted, long reads, double seconds, Set<CacheKey> hot, boolean isWhole) {

        private static final Window NONE = new Window(List.of(), 0, SECONDS, Set.of(), false);

        HotKey told(Counted<CacheKey> one) {
            CacheKey key = one.item();
            return new HotKey(
                    key.template().name(),
                    key.qualifiedText(),
                    key.tenant(),
                    one.count() / seconds,
                    one.excess() / seconds,
                    (double) one.least() / reads,
                    hot.contains(key));
        }
    }

    /** Whether chance has the read that asks counted; to be asked once by each read, which then is to be {@link #read}. */
    public boolean isSampled() {
        return tracked != 0 && (random.getAsInt() & (every - 1)) == 0;
    }

    /** Counts a read that is sampled. */
    public void read(CacheKey key) {
        if (begin()) {
            try {
                present.add(key, every);
            } finally {
                counting.unlock();
            }
        }
    }

    /**
     * The same as {@link #isSampled()} for a key that is only asked with. Its probe is its thread's, which counts questions down to the next one that is
     * sampled: that is cheaper than to ask chance each time, which only draws by how many it counts.
     */
    public boolean isSampled(KeyProbe probe) {
        return probe.isCounted() && tracked != 0;
    }

    /** Counts a read that is sampled of a key that is only asked with. Allocates nothing if the key has a counter. */
    public void read(KeyProbe probe) {
        int times = probe.stoodFor();
        int between = every;
        probe.countAfter(1 + (random.getAsInt() & (2 * between - 1)) % (2 * between - 1), between);
        if (begin()) {
            try {
                if (!present.addKnown(probe, times)) {
                    present.add(probe.toKey(), times);
                }
            } finally {
                counting.unlock();
            }
        }
    }

    /** Whether the key is one of the hot ones. */
    public boolean isHot(CacheKey key) {
        return last.hot().contains(key);
    }

    /** The same for a key that is only asked with. Allocates nothing. */
    @SuppressWarnings({"CollectionIncompatibleType", "SuspiciousMethodCalls"
    }) // a probe equals the key that it stands for
    public boolean isHot(KeyProbe probe) {
        return last.hot().contains(probe);
    }

    /**
     * Those read most, most first: of the last whole window, or, before there is one, of the first until now. Empty if nothing was read then.
     *
     * @param most how many
     */
    public List<HotKey> top(int most) {
        counting.lock();
        try {
            long now = ticker.nanos();
            turn(now);
            Window told = last.isWhole() ? last : window(now - since);
            return told.counted().stream().limit(most).map(told::told).toList();
        } finally {
            counting.unlock();
        }
    }

    private boolean begin() {
        if (tracked == 0 || !counting.tryLock()) {
            return false;
        }
        turn(ticker.nanos());
        samples++;
        if (samples > 2 * WANTED_SAMPLES && every < RAREST) {
            int before = every;
            every = before
                    * 2; // more reads than in the last window: from now on half as many are counted, each for twice as
            // much
            samples = WANTED_SAMPLES;
        }
        return true;
    }

    /** Begins a new window if this one is over. */
    private void turn(long now) {
        long age = now - since;
        if (age < WINDOW.toNanos()) {
            return;
        }
        // A window that is long over was not read in at its end: what it has is not of the last ten seconds.
        last = age < 2 * WINDOW.toNanos() ? window(age) : new Window(List.of(), 0, SECONDS, Set.of(), true);
        every = samplingFor(present.total());
        present = new SpaceSaving<>(tracked);
        samples = 0;
        since = now;
    }

    private Window window(long nanos) {
        double seconds = nanos / 1e9;
        List<Counted<CacheKey>> counted = present.counted();
        long reads = present.total();
        Set<CacheKey> hot = counted.stream()
                .filter(one -> one.least() >= HOT_READS && one.least() >= HOT_SHARE * reads)
                .map(Counted::item)
                .collect(Collectors.toUnmodifiableSet());
        return new Window(counted, reads, seconds, hot, true);
    }

    /** The power of two that makes as many samples as are wanted, or up to twice as many, out of so many reads. */
    private static int samplingFor(long reads) {
        long share = Math.max(1, reads / WANTED_SAMPLES);
        return (int) Math.min(RAREST, Long.highestOneBit(share));
    }
}
