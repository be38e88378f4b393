package io.freshet.simulation;

import java.util.List;

/**
 * A rule of the protocol, broken: what to replace in which source, and the scenario that must notice.
 *
 * <p>Some rules are not here, because random schedules need too long to notice, or never do while the other rules stand: that a lineage begins
 * before the outbox is read ({@code RelayTests}), that it clears the certificate ({@code InProcessSequencerTests}) and the history of counters
 * ({@code FreshnessTests}), and when a direct reader waits for others' transactions ({@code DirectReaderTests}).
 */
enum Mutation {
    STAMP_AFTER_LOAD(
            Scenario.CALM,
            0,
            "read/ReadPath",
            "return remote.loaded(key, value, stamp);",
            "return remote.loaded(key, value, freshness.stamp());"),
    NO_LEASE(
            Scenario.NETWORK,
            0,
            "freshness/Freshness",
            "if (!lease.isAhead(nowNanos, wall) && !hasLeaseOf(entry.tags(), nowNanos, wall)) {",
            "if (nowNanos == 0) {"),
    ONE_COUNTER_STEP(Scenario.CALM, 1053, "freshness/Certificates", "STEPS = 2", "STEPS = 1"),
    NO_REPLICATION_ID_CHECK(
            Scenario.SHARED_TIER,
            406,
            "remote/InProcessSequencer",
            "&& certificate.equals(serverId)",
            "&& !certificate.isEmpty()"),
    NO_LINEAGE_CHECK(
            Scenario.SPLIT_BRAIN, 0, "freshness/Partition", "|| poll.lineage() < lineage()", "|| poll.lineage() < 0"),
    NO_JUMP(
            Scenario.SHARED_TIER,
            561,
            "remote/InProcessSequencer",
            "state.top = Math.max(state.top, Sequencer.firstOf(newLineage));",
            "state.top = Math.max(state.top, Sequencer.firstOf(1));",
            "&& Sequencer.lineageOf(top) == lineage",
            ""),
    LEASE_KEPT_ACROSS_LINEAGES(Scenario.SPLIT_BRAIN, 2782, "freshness/Partition", "lease = asked;", ""),
    OUTBOX_POLLED_BY_ID(
            Scenario.CALM,
            0,
            "simulation/SimulatedDatabase",
            "news.add(transaction.change());",
            "if (visible.subList(0, from).stream().allMatch(seen -> seen.id < transaction.id)) news.add(transaction.change());"),
    WRITER_DOES_NOT_WAIT_FOR_THE_FLEET(
            Scenario.CALM, 0, "remote/InProcessSequencer", "members(request.instance()).least()", "state.top"),
    SILENCE_IGNORES_THE_CYCLES(Scenario.NETWORK, 0, "invalidate/Silence", "|| count != heard", ""),
    WRITER_IGNORES_DIRECT_READERS(
            Scenario.DIRECT,
            5611,
            "invalidate/DirectReaders",
            "? lease : Duration.ZERO",
            "? Duration.ZERO : Duration.ZERO"),
    DONE_OF_AN_OLDER_LINEAGE(
            Scenario.FAILOVERS,
            6021,
            "remote/InProcessSequencer",
            "state.certificate = \"\";\n        state.transactions.clear();",
            "state.certificate = \"\";"),
    SKIPPED_BUMP_MOVES_THE_NUMBER(
            Scenario.CALM, 15540, "freshness/Freshness", "if (bumped.isNew()) {", "if (bumped.seq() > 0) {"),
    NUDGE_OVER_A_GAP(Scenario.CALM, 0, "freshness/Partition", "bumpSeq == seq + 1", "bumpSeq > seq"),
    STRICT_WITHOUT_LEASE(
            Scenario.NETWORK,
            0,
            "read/ReadPath",
            "&& freshness.isValid(entry, now)",
            "&& (policy.isStrict() ? freshness.isUntouched(entry.stamp(), entry.tags()) : freshness.isValid(entry, now))"),
    STRICT_LOAD_FROM_A_COPY_IS_NOT_CONFIRMED(
            Scenario.CALM,
            0,
            "read/ReadPath",
            "freshness.isUntouched(entry.stamp(), entry.tags()) && isConfirmed(entry)",
            "freshness.isUntouched(entry.stamp(), entry.tags())"),
    COPY_IS_READ_WHATEVER_IS_KNOWN(
            Scenario.CALM,
            0,
            "read/ReadPath",
            "if (shown == null || !freshness.isUntouched(shown.shows(), remote.tagsOf(key))) {",
            "if (shown == null) {",
            "entry = loadAsOf(key, loader, shown.shows());",
            "entry = loadAsOf(key, loader, freshness.stamp());"),
    WALL_CLOCK_IGNORED(Scenario.CLOCKS, 0, "freshness/Moment", "&& nowWallMillis - wallMillis <= TOLERANCE_MILLIS", ""),
    L2_TRUSTED_AGAINST_DIRECT_NEWS(
            Scenario.DIRECT, 964, "read/RemoteReads", "LOADED_ELSEWHERE = 0", "LOADED_ELSEWHERE = Long.MAX_VALUE"),
    LOST_SEQUENCE_WITHOUT_FLOOR(Scenario.SHARED_TIER, 8781, "remote/InProcessSequencer", "|| !wasBegun", ""),
    FLOOR_IGNORED(Scenario.SHARED_TIER, 6370, "freshness/Partition", "&& stamp >= floor", ""),
    LEASE_OF_NO_MEMBER(Scenario.CALM, 11872, "freshness/Poller", "if (!isMember && !isLatest) {", "if (number < 0) {"),
    FAILED_BUMP_IS_NOT_DISTRUSTED(Scenario.NETWORK, 0, "freshness/Partition", "        lease = now;\n", ""),
    NUMBER_OF_AN_UNCERTIFIED_SERVER_TRUSTED(
            Scenario.FAILOVERS,
            543,
            "freshness/Freshness",
            "if (bumped.others() < 0) {",
            "if (bumped.others() < -1) {"),
    FLEET_ASKED_FOR_A_NUMBER_OF_AN_UNCERTIFIED_SERVER(
            Scenario.FAILOVERS, 11232, "invalidate/SteppedWriter", "answer -> answer.others() < 0", "answer -> false"),
    RECOVERED_SERVER_IS_NOT_COMPARED(
            Scenario.FAILOVERS,
            6744,
            "relay/Relay",
            "after.lineage() < lineage || !after.serverId().equals(head.serverId())",
            "after.lineage() < 0");

    private final Scenario scenario;
    private final long hint;
    private final String source;
    private final List<String> replacements;

    Mutation(Scenario scenario, long hint, String source, String... replacements) {
        this.scenario = scenario;
        this.hint = hint;
        this.source = source;
        this.replacements = List.of(replacements);
    }

    Scenario scenario() {
        return scenario;
    }

    /** The seed from which on it was noticed soon when last looked for. */
    long hint() {
        return hint;
    }

    /** The class that it breaks, as a path below {@code io/freshet}. */
    String source() {
        return source;
    }

    /** The broken text. */
    String applyTo(String text) {
        String broken = text;
        for (int i = 0; i < replacements.size(); i += 2) {
            if (!broken.contains(replacements.get(i))) {
                throw new AssertionError(name() + ": " + source + " does not say " + replacements.get(i));
            }
            broken = broken.replace(replacements.get(i), replacements.get(i + 1));
        }
        return broken;
    }
}
