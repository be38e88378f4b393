package io.freshet.console.fleet;

import io.freshet.remote.RemoteException;
import io.freshet.remote.Roster;
import io.freshet.remote.Roster.Listed;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Tells the other instances of this one, and hears of them. At most once a second it tells, and at most once a second it asks, however many look. An
 * outage of the shared tier fails nothing and holds up nobody for long: what was heard last goes on, older by the time that has passed, and after three
 * seconds it is said why nothing newer is known. Thread-safe.
 */
public final class Fleet {

    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_MILLIS = 150;
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final int SENT = 3;
    private static final String NOT_YET = "the shared tier has not answered yet";

    private final Roster roster;
    private final String instance;
    private final LongSupplier nanos;
    private final Duration lease;
    private @Nullable CompletableFuture<List<Listed>> asked;
    private long askedNanos;
    private final Map<String, Told> read = new HashMap<>();
    private List<HeardNode> known = List.of();
    private long knownNanos;
    private boolean hasHeard;
    private volatile List<String> sent = List.of();
    private volatile @Nullable Stood stood;
    private boolean hasTold;
    private long toldNanos;
    private @Nullable String unknown = NOT_YET;

    /**
     * Has heard of nobody.
     *
     * @param instance the name of this one
     * @param nanos a monotonic clock
     * @param lease for how long this one is to be taken for present after it told something
     */
    public Fleet(Roster roster, String instance, LongSupplier nanos, Duration lease) {
        this.roster = roster;
        this.instance = instance;
        this.nanos = nanos;
        this.lease = lease;
    }

    /** For how long this one is taken for present after it told something. */
    public Duration lease() {
        return lease;
    }

    /** Tells the others, unless that was done less than a second ago. Does not wait for it: if it fails, the next time is tried again. */
    public synchronized void tell(Report report) {
        long now = nanos.getAsLong();
        if (hasTold && now - toldNanos < LEAST_NANOS) {
            return;
        }
        hasTold = true;
        toldNanos = now;
        boolean isFirst = sent.isEmpty();
        String text = ReportText.of(report);
        sent = Stream.concat(Stream.of(text), sent.stream()).limit(SENT).toList();
        var unused = roster.enter(instance, text, lease).whenComplete((before, e) -> {
            if (before != null && !isFirst && !sent.contains(before)) { // at first it may be what its predecessor told
                stood = new Stood(before, report, nanos.getAsLong());
            }
        });
    }

    /**
     * Another instance that told something under the name of this one within the last lease; empty if there was none. Each of them replaces what the
     * other has told.
     */
    public Optional<Namesake> namesake() {
        Stood latest = stood;
        return latest == null || nanos.getAsLong() - latest.nanos >= lease.toNanos() ? Optional.empty() : latest.by();
    }

    /**
     * What stood under the name of this one, and was not told by it, as far as it knows. Kept on a thread that must not be held up, so it is read by
     * whoever wants to know.
     *
     * @param text what stood there
     * @param own what this one told at that time
     * @param nanos when it stood there
     */
    private record Stood(String text, Report own, long nanos) {

        Optional<Namesake> by() {
            Report report = Told.of(text).report;
            if (report == null) {
                return Optional.of(new Namesake(null));
            }
            return report.ended() || report.isOf(own) ? Optional.empty() : Optional.of(new Namesake(report.host()));
        }
    }

    /**
     * An instance of the same name.
     *
     * @param host its machine and port; null if it has none, or that cannot be read
     */
    public record Namesake(@Nullable String host) {}

    /** Takes leave of the others. Waits a little for it, since the way there is closed next. */
    public void leave(Report last) {
        try {
            await(roster.enter(instance, ReportText.of(last), Duration.ZERO).toCompletableFuture());
        } catch (ExecutionException | TimeoutException e) {
            return; // then the lease ends by itself
        }
    }

    /** Who else was heard of. Waits a little for the shared tier, unless it was asked within this second. */
    public synchronized Heard look() {
        long now = nanos.getAsLong();
        if (asked == null && (askedNanos == 0 || now - askedNanos >= LEAST_NANOS)) {
            askedNanos = now;
            asked = roster.all().toCompletableFuture();
        }
        if (asked != null) {
            hear(asked);
        }
        Duration since = Duration.ofNanos(nanos.getAsLong() - knownNanos);
        boolean isRecent = hasHeard && since.compareTo(GRACE) < 0;
        return new Heard(known.stream().map(node -> node.later(since)).toList(), isRecent ? null : unknown);
    }

    private void hear(CompletableFuture<List<Listed>> answer) {
        try {
            List<Listed> listed = await(answer);
            known = listed.stream()
                    .filter(each -> !each.instance().equals(instance))
                    .map(this::node)
                    .toList();
            read.keySet()
                    .removeIf(name ->
                            known.stream().noneMatch(node -> node.instance().equals(name)));
            knownNanos = nanos.getAsLong();
            hasHeard = true;
            unknown = null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            unknown = cause instanceof RemoteException ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
        } catch (TimeoutException e) {
            unknown = NOT_YET;
            return; // the same question is looked at again by whoever asks next
        }
        asked = null;
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> answer)
            throws ExecutionException, TimeoutException {
        try {
            return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(new RemoteException("interrupted"));
        }
    }

    /** What an instance told is read once, however often it is looked at. */
    private HeardNode node(Listed listed) {
        Told told = read.get(listed.instance());
        if (told == null || !told.text.equals(listed.text())) {
            told = Told.of(listed.text());
            read.put(listed.instance(), told);
        }
        return new HeardNode(listed.instance(), told.report, told.unread, listed.age(), listed.leaseLeft());
    }

    /** A text, and what was read in it. */
    private record Told(
            String text, @Nullable Report report, @Nullable String unread) {

        static Told of(String text) {
            try {
                return new Told(text, ReportText.read(text), null);
            } catch (UnreadableReportException e) {
                return new Told(text, null, e.getMessage());
            }
        }
    }
}
