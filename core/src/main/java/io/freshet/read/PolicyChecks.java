package io.freshet.read;

import io.freshet.load.LoadLimits;
import io.freshet.local.LocalSize;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds what in a policy cannot be. Used by one thread. */
final class PolicyChecks {

    private final CachePolicy policy;
    private final Expiry expiry;
    private final LoadLimits loads;
    private final LocalSize local;
    private final List<PolicyMistake> mistakes = new ArrayList<>();

    PolicyChecks(CachePolicy policy) {
        this.policy = policy;
        this.expiry = policy.expiry();
        this.loads = policy.loads();
        this.local = policy.local();
    }

    List<PolicyMistake> mistakes() {
        expiry();
        nulls();
        timeouts();
        places();
        sizes();
        return List.copyOf(mistakes);
    }

    private void expiry() {
        double jitter = expiry.jitter();
        boolean isShare = jitter >= 0 && jitter < 1;
        require(isShare, "jitter", "is " + jitter, "It is a share of the ttl, from 0 to below 1, as 0.1");
        require(
                expiry.earlyRefresh() >= 0 && expiry.earlyRefresh() <= 100,
                "early-refresh",
                "is " + expiry.earlyRefresh(),
                "It is 0 for never, 1 for the usual eagerness, and 100 at the most");
        Duration shortest = Duration.ofNanos((long) (expiry.timeToLive().toNanos() * (1 - (isShare ? jitter : 0))));
        Duration soft = expiry.softTimeToLive();
        require(!soft.isNegative(), "soft-ttl", "is " + text(soft), "It must not be negative; 0s is for none");
        require(
                soft.compareTo(shortest) < 0,
                "soft-ttl",
                "is " + text(soft) + ", but an entry may expire after " + text(shortest),
                "It must be shorter than the ttl, less its jitter");
        require(
                !expiry.retryPause().isNegative(),
                "retry-pause",
                "is " + text(expiry.retryPause()),
                "It must not be negative; 0s tries on each read");
    }

    private void nulls() {
        Duration ofNulls = expiry.nullTimeToLive();
        require(
                ofNulls == null || !ofNulls.isNegative(),
                "null-ttl",
                "is " + text(ofNulls),
                "It must not be negative; 0s keeps no nulls");
        require(
                ofNulls == null || ofNulls.compareTo(expiry.timeToLive()) <= 0,
                "null-ttl",
                "is " + text(ofNulls) + ", but the ttl is " + text(expiry.timeToLive()),
                "It must not be longer than the ttl");
    }

    private void timeouts() {
        Duration soft = loads.softTimeout();
        Duration hard = loads.hardTimeout();
        require(!soft.isNegative(), "soft-timeout", "is " + text(soft), "It must not be negative; 0s is for none");
        require(!hard.isNegative(), "hard-timeout", "is " + text(hard), "It must not be negative; 0s is for none");
        require(
                hard.isZero() || hard.isNegative() || soft.compareTo(hard) < 0,
                "hard-timeout",
                "is " + text(hard) + ", but the soft-timeout is " + text(soft),
                "It must be longer than the soft-timeout");
        require(
                soft.isZero() || soft.isNegative() || !expiry.staleOnError().isZero(),
                "soft-timeout",
                "is " + text(soft) + ", but no expired value may be served meanwhile",
                "Set stale-on-error too, or leave it out");
    }

    private void places() {
        int ofTenant = loads.concurrentOfTenant();
        require(
                ofTenant >= 0 && ofTenant <= loads.concurrent(),
                "concurrent-loads-of-tenant",
                "is " + ofTenant + ", and concurrent-loads is " + loads.concurrent(),
                "It must be 0, for any number, or no more than those of all tenants together");
    }

    private void sizes() {
        require(
                local.maximumBytes() >= 0,
                "local-maximum-size",
                "is " + local.maximumBytes() + " bytes",
                "It must not be negative; 0 bounds by number");
        boolean isCounted = local.maximumBytes() == 0 && local.maximum() > 0;
        require(
                local.maximumOfTenant() >= 0 && (!isCounted || local.maximumOfTenant() <= local.maximum()),
                "local-maximum-of-tenant",
                "is " + local.maximumOfTenant() + ", and local-maximum is " + local.maximum(),
                "It must be 0, for any number, or no more than those of all tenants together");
        require(
                policy.largestValueBytes() >= 0,
                "largest-value",
                "is " + policy.largestValueBytes() + " bytes",
                "It must not be negative; 0 is for any size");
        long largest = policy.largestValueBytes();
        require(
                local.largestValueBytes() >= 0 && (largest <= 0 || local.largestValueBytes() <= largest),
                "largest-local-value",
                "is " + local.largestValueBytes() + " bytes, and largest-value is " + largest,
                "It must be 0, for any size, or no more than largest-value");
    }

    private static String text(@Nullable Duration duration) {
        return duration == null ? "not set" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private void require(boolean holds, String setting, String what, String remedy) {
        if (!holds) {
            mistakes.add(new PolicyMistake(setting, what, remedy));
        }
    }
}
