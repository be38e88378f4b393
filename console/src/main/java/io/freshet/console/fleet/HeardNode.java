package io.freshet.console.fleet;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * An instance that was heard of.
 *
 * @param instance its name
 * @param report what it told; null if that cannot be read
 * @param unread why not; null if it can
 * @param age how long ago it told that
 * @param leaseLeft how long it is to be taken for present; negative or zero if no longer
 */
public record HeardNode(
        String instance, @Nullable Report report, @Nullable String unread, Duration age, Duration leaseLeft) {

    /** Whether its lease runs. */
    public boolean isPresent() {
        return !leaseLeft.isNegative() && !leaseLeft.isZero();
    }

    HeardNode later(Duration by) {
        return new HeardNode(instance, report, unread, age.plus(by), leaseLeft.minus(by));
    }
}
