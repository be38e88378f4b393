package io.freshet.testkit.contract;

import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Polls of one partition on a {@link FlawedServer}, and who is a member by them. */
final class FlawedMembers {

    private static final int PAGE = 1_500;
    private static final long UNKNOWN_LEASE = 5_000;

    private final FlawedPartition partition;
    private final FlawedState state;

    FlawedMembers(FlawedPartition partition) {
        this.partition = partition;
        this.state = partition.state;
    }

    private boolean is(Breach one) {
        return partition.is(one);
    }

    private long now() {
        return partition.server.millis();
    }

    int others(String self) {
        boolean isKnown = partition.isCertified() || is(Breach.OTHERS_KNOWN_WITHOUT_CERTIFICATE);
        if (!isKnown || isWarming()) {
            return -1;
        }
        if (is(Breach.ONE_TAKEN_OFF_FOR_THE_WRITER)) {
            return Math.max(0, running("").size() - 1);
        }
        return running(is(Breach.WRITER_COUNTED_TOO) ? "" : self).size();
    }

    private boolean isWarming() {
        long longest = state.longestLease == 0 ? UNKNOWN_LEASE : state.longestLease;
        boolean isWarming = now() < state.begunMillis + longest + longest / 20 + 50;
        return isWarming && !is(Breach.OTHERS_KNOWN_AT_ONCE) || is(Breach.OTHERS_NEVER_KNOWN);
    }

    private Map<String, FlawedState.Member> running(String self) {
        if (!is(Breach.MEMBER_NEVER_FORGOTTEN)) {
            state.members.values().removeIf(member -> member.expiresMillis() <= now());
        }
        Map<String, FlawedState.Member> running = new TreeMap<>(state.members);
        running.remove(self);
        return running;
    }

    private long fleet(String self) {
        if (isWarming()) {
            return -1;
        }
        TreeMap<String, FlawedState.Member> running =
                new TreeMap<>(running(is(Breach.FLEET_COUNTS_WHO_ASKS) ? "" : self));
        if (is(Breach.FLEET_IGNORES_A_MEMBER) && running.size() > 1) {
            running.pollLastEntry();
        }
        long nobody = is(Breach.FLEET_OF_NOBODY_UNKNOWN) ? -1 : state.top;
        return running.values().stream()
                .mapToLong(FlawedState.Member::applied)
                .min()
                .orElse(nobody);
    }

    Poll poll(PollRequest request) {
        boolean isRefused = request.since() < 0 && is(Breach.POLL_REFUSES_WHO_KNOWS_NOTHING);
        if (isRefused || !partition.isCertified()) {
            if (is(Breach.UNCERTIFIED_POLL_MAKES_A_MEMBER)) {
                join(state, request);
            }
            return Poll.uncertified(state.lineage);
        }
        join(state, request);
        if (is(Breach.MEMBERS_OF_ALL_PARTITIONS)) {
            partition.server.partitions.forEach(other -> join(other.state, request));
        }
        List<Bump> news = news(request.since());
        boolean isMore = news.size() > PAGE;
        return new Poll(
                true,
                state.lineage,
                state.counter,
                is(Breach.POLL_TELLS_NO_FLOOR) ? 0 : state.floor,
                state.top,
                isMore ? page(news) : news,
                isMore && !is(Breach.PAGE_SAYS_NO_MORE),
                request.fleet() || is(Breach.FLEET_TOLD_UNASKED) ? fleet(request.instance()) : -1,
                state.snapshot,
                state.snapshotSeq,
                partition.server.micros(),
                ancestors());
    }

    private long[] ancestors() {
        if (is(Breach.ANCESTORS_NOT_TOLD)) {
            return new long[0];
        }
        return is(Breach.ANCESTORS_GUESSED)
                ? LongStream.range(1, state.lineage).toArray()
                : state.ancestors.stream().mapToLong(Long::longValue).toArray();
    }

    private void join(FlawedState joined, PollRequest request) {
        long lease = request.leaseMillis();
        joined.longestLease = Math.max(joined.longestLease, lease);
        long ends = is(Breach.MEMBER_FORGOTTEN_EARLY) ? lease / 2 : lease + lease / 20 + 50;
        if (!is(Breach.MEMBERS_FORGOTTEN_AT_ONCE)) {
            joined.members.put(request.instance(), new FlawedState.Member(request.since(), now() + ends));
        }
    }

    private List<Bump> news(long since) {
        List<Bump> news = new ArrayList<>();
        if (is(Breach.POLL_TELLS_EARLIER_BUMPS)) {
            news.addAll(state.log);
        } else {
            state.bumps.forEach((tag, seq) -> news.add(new Bump(tag, seq)));
        }
        news.removeIf(bump -> bump.seq() < since || bump.seq() == since && !is(Breach.POLL_TELLS_THE_NUMBER_ITSELF));
        news.removeIf(bump -> bump.seq() == state.top && is(Breach.POLL_TELLS_A_LATER_TOP));
        news.sort(Comparator.comparingLong(Bump::seq).thenComparingLong(Bump::tag));
        if (is(Breach.POLL_LEAVES_OUT_A_BUMP) && news.size() > 1) {
            news.remove(news.size() - 1);
        }
        if (is(Breach.POLL_OUT_OF_ORDER)) {
            Collections.reverse(news);
        }
        return List.copyOf(news);
    }

    private List<Bump> page(List<Bump> news) {
        int end = PAGE;
        while (news.get(end - 1).seq() == news.get(PAGE).seq() && !is(Breach.PAGE_SPLITS_A_NUMBER)) {
            end--;
        }
        return news.subList(is(Breach.PAGE_LOSES_A_BUMP) ? 1 : 0, end);
    }
}
