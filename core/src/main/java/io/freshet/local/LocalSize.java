package io.freshet.local;

/**
 * How much L1 of one cache holds.
 *
 * @param maximum how many entries; 0 for no L1
 * @param maximumBytes how much they weigh together, in place of how many they are; 0 for a bound by number
 * @param maximumOfTenant how many of them may be one tenant's; 0 for any number
 * @param largestValueBytes how large a value may be; 0 for any size
 * @param weigher how much a value weighs
 */
public record LocalSize(
        long maximum, long maximumBytes, long maximumOfTenant, long largestValueBytes, Weigher weigher) {

    /** So many entries, of any size and of any tenant. */
    public static LocalSize of(long entries) {
        return new LocalSize(entries, 0, 0, 0, Weigher.encoded());
    }

    /** Whether there is no L1. */
    public boolean isOff() {
        return maximum == 0;
    }

    /** Whether it is bounded by weight. */
    public boolean isByWeight() {
        return maximumBytes > 0 && !isOff();
    }

    /** The same with so many entries at the most. */
    public LocalSize withMaximum(long entries) {
        return new LocalSize(entries, maximumBytes, maximumOfTenant, largestValueBytes, weigher);
    }

    /** The same, bounded by weight. */
    public LocalSize withMaximumBytes(long bytes) {
        return new LocalSize(maximum, bytes, maximumOfTenant, largestValueBytes, weigher);
    }

    /** The same, with so many entries of one tenant at the most. */
    public LocalSize withMaximumOfTenant(long entries) {
        return new LocalSize(maximum, maximumBytes, entries, largestValueBytes, weigher);
    }

    /** The same, for values of so many bytes at the most. */
    public LocalSize withLargestValueBytes(long bytes) {
        return new LocalSize(maximum, maximumBytes, maximumOfTenant, bytes, weigher);
    }

    /** The same, where values weigh what this says. */
    public LocalSize withWeigher(Weigher other) {
        return new LocalSize(maximum, maximumBytes, maximumOfTenant, largestValueBytes, other);
    }
}
