package io.freshet.salon.day.server;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to break, and when: {@code redis:20s-30s} stops Redis after 20 seconds and starts it again after 30, {@code instance-2:30s} kills
 * the second instance for good.
 *
 * @param target {@code redis}, {@code instance-1} or {@code instance-2}
 * @param at from the start of the load
 * @param until when it is started again; null if never
 */
public record Fault(String target, Duration at, @Nullable Duration until) {
    /** The target that is no instance. */
    public static final String REDIS = "redis";

    private static final Pattern SYNTAX = Pattern.compile("(redis|instance-[12]):([^-]+)(?:-(.+))?");

    public Fault {
        if (until != null && until.compareTo(at) <= 0) {
            throw new IllegalArgumentException(target + " cannot come back before it is gone");
        }
    }

    /**
     * Reads a fault as it stands on the command line.
     *
     * @throws IllegalArgumentException if it is not like the examples above
     */
    public static Fault parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not like redis:20s-30s, instance-2:30s or instance-2:30s-40s");
        }
        Duration until = matcher.group(3) == null ? null : Durations.parse(matcher.group(3));
        return new Fault(matcher.group(1), Durations.parse(matcher.group(2)), until);
    }
}
