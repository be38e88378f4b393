package io.freshet.testkit.contract;

import io.freshet.remote.Roster.Listed;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Who is listed on a {@link FlawedServer}. */
final class FlawedRoster {

    private static final int CUT = 1_000;

    private final FlawedServer server;
    private final Map<String, Told> told = new TreeMap<>();

    FlawedRoster(FlawedServer server) {
        this.server = server;
    }

    @Nullable
    String enter(int connection, String instance, String text, Duration lease) {
        String place = server.is(Breach.ONE_NAME_LISTED) ? "" : prefix(connection) + instance;
        Told before = told.get(place);
        long now = server.nanos();
        boolean keepsLease = before != null && server.is(Breach.LEASE_OF_THE_ROSTER_NOT_RENEWED);
        boolean keepsAge = before != null && server.is(Breach.AGE_OF_THE_FIRST_TEXT);
        boolean keepsText = before != null && server.is(Breach.FIRST_TEXT_KEPT);
        Told replaced = told.put(
                place,
                new Told(
                        instance,
                        keepsText ? before.text : written(text),
                        keepsAge ? before.at : now,
                        keepsLease ? before.ends : now + lease.toNanos()));
        return replaced == null || server.is(Breach.WHAT_WAS_TOLD_BEFORE_NOT_TOLD) ? null : replaced.text;
    }

    private String prefix(int connection) {
        return server.is(Breach.ROSTER_OF_EACH_INSTANCE) ? connection + "/" : "";
    }

    private String written(String text) {
        String folded = server.is(Breach.ROSTER_TEXT_FOLDED) ? text.toLowerCase(Locale.ROOT) : text;
        return server.is(Breach.LONG_TEXT_CUT) && folded.length() > CUT ? folded.substring(0, CUT) : folded;
    }

    List<Listed> all(int connection) {
        List<Listed> all = new ArrayList<>();
        told.forEach((place, each) -> {
            Duration left = server.is(Breach.LEASE_OF_THE_ROSTER_NEVER_ENDS) && each.ends > each.at
                    ? Duration.ofDays(1)
                    : Duration.ofNanos(each.ends - server.nanos());
            boolean isOver = left.isNegative() || left.isZero();
            if (place.startsWith(prefix(connection)) && !(isOver && server.is(Breach.LISTED_WHILE_THE_LEASE_RUNS))) {
                all.add(new Listed(each.instance, each.text, Duration.ofNanos(server.nanos() - each.at), left));
            }
        });
        if (server.is(Breach.SOMEBODY_LISTED_AT_FIRST) && all.isEmpty()) {
            all.add(new Listed("nobody", "", Duration.ZERO, Duration.ZERO));
        }
        if (server.is(Breach.LISTED_OUT_OF_ORDER)) {
            Collections.reverse(all);
        }
        return all;
    }

    private record Told(String instance, String text, long at, long ends) {}
}
