package io.freshet.capture.postgres;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a database has shown, as it stands in Redis: {@code <system identity>@<pg_snapshot>@<server time in microseconds>@<log position>}.
 *
 * <p>Identity and time are there because a {@code pg_snapshot} alone does not stay true. After a failover or a restore the new timeline
 * hands the same transaction ids out again. So does a crash: an aborted transaction is not flushed, and its id may return. A row that a
 * snapshot claims to show, but that was written after the snapshot was taken, gives such an id away.
 *
 * <p>A standby that has replayed the log up to the position shows all that the snapshot does: a commit is in the log before any snapshot
 * shows it, and the position was read after the snapshot was taken. Snapshots do not mean anything on a standby.
 *
 * @param identity the server, timeline and database
 * @param snapshot the {@code pg_snapshot}
 * @param takenMicros the server's time when it had been taken, in microseconds since 1970
 * @param position the end of the primary's log at that time; null if it was not noted
 */
record SeenSnapshot(
        String identity,
        String snapshot,
        long takenMicros,
        @Nullable LogPosition position) {

    /** What a later version adds is passed over. */
    private static final Pattern FORM =
            Pattern.compile("([0-9.]{1,60})@(([0-9]{1,19}):[0-9]{1,19}:[0-9,]*)@([0-9]{1,18})(?:@([^@]*)(?:@.*)?)?");

    static Optional<SeenSnapshot> of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String position = matcher.group(5);
        return Optional.of(new SeenSnapshot(
                matcher.group(1),
                matcher.group(2),
                Long.parseLong(matcher.group(4)),
                position == null ? null : LogPosition.of(position).orElse(null)));
    }

    long xmin() {
        return Long.parseLong(snapshot.substring(0, snapshot.indexOf(':')));
    }

    @Override
    public String toString() {
        return identity + "@" + snapshot + "@" + takenMicros + (position == null ? "" : "@" + position);
    }
}
