package io.freshet.simulation;

import java.util.List;

/**
 * A rule of the protocol, broken: what to replace in which source, and the scenario that must notice.
 *
 * <p>Some rules are not here, because random schedules need too long to notice, or never do while the other rules stand: that a lineage begins
 * before the outbox is read ({@code RelayTests}); that it clears the history of counters ({@code FreshnessTests}); and when a direct reader
 * waits for others' transactions ({@code DirectReaderTests}); and whom a load that goes on without its reader may serve, since what takes long
 * here is nested, and does not end while somebody waits for it ({@code LoadPolicyTests}).
 */
enum Mutation {
    STAMP_AFTER_LOAD(
            Scenario.CALM, "read/CacheLoads", "seen.isWhole() ? stamp :", "seen.isWhole() ? freshness.stamp() :"),
    NO_LEASE(
            Scenario.NETWORK,
            "freshness/Freshness",
            "if (!lease.isAhead(nowNanos, wall) && !hasLeaseOf(entry.tags(), nowNanos, wall)) {",
            "if (nowNanos == 0) {"),
    ONE_COUNTER_STEP(Scenario.CALM, "freshness/Certificates", "STEPS = 2", "STEPS = 1"),
    NO_REPLICATION_ID_CHECK(
            Scenario.SHARED_TIER,
            "remote/InProcessSequencer",
            "&& certificate.equals(serverId)",
            "&& !certificate.isEmpty()"),
    NO_LINEAGE_CHECK(
            Scenario.SPLIT_BRAIN, "freshness/Partition", "|| poll.lineage() < lineage()", "|| poll.lineage() < 0"),
    NO_JUMP(
            Scenario.SHARED_TIER,
            "remote/InProcessSequencer",
            "state.top = Math.max(state.top, Sequencer.firstOf(newLineage));",
            "state.top = Math.max(state.top, Sequencer.firstOf(1));",
            "&& Sequencer.lineageOf(top) == lineage",
            ""),
    LEASE_KEPT_ACROSS_LINEAGES(Scenario.SPLIT_BRAIN, "freshness/Partition", "lease = asked;", ""),
    OUTBOX_POLLED_BY_ID(
            Scenario.CALM,
            "simulation/SimulatedDatabase",
            "news.add(transaction.change());",
            "if (visible.subList(0, from).stream().allMatch(seen -> seen.id < transaction.id)) news.add(transaction.change());"),
    WRITER_DOES_NOT_WAIT_FOR_THE_FLEET(
            Scenario.CALM, "remote/InProcessSequencer", "members(request.instance()).least()", "state.top"),
    SILENCE_IGNORES_THE_CYCLES(Scenario.NETWORK, "invalidate/Silence", "|| count != heard", ""),
    WRITER_IGNORES_DIRECT_READERS(
            Scenario.DIRECT, "invalidate/DirectReaders", "? lease : Duration.ZERO", "? Duration.ZERO : Duration.ZERO"),
    DONE_OF_AN_OLDER_LINEAGE(
            Scenario.FAILOVERS,
            "remote/InProcessSequencer",
            "state.certificate = \"\";\n        state.transactions.clear();",
            "state.certificate = \"\";"),
    SKIPPED_BUMP_MOVES_THE_NUMBER(
            Scenario.CALM, "freshness/Freshness", "if (bumped.isNew()) {", "if (bumped.seq() > 0) {"),
    NUDGE_OVER_A_GAP(Scenario.CALM, "freshness/Partition", "bumpSeq == seq + 1", "bumpSeq > seq"),
    STRICT_WITHOUT_LEASE(
            Scenario.NETWORK,
            "read/Entries",
            "&& freshness.isValid(entry, now)",
            "&& (policy.isStrict() ? freshness.isUntouched(entry.stamp(), entry.tags()) : freshness.isValid(entry, now))"),
    STRICT_LOAD_FROM_A_COPY_IS_NOT_CONFIRMED(
            Scenario.CALM,
            "read/CacheLoads",
            "freshness.isUntouched(entry.stamp(), entry.tags()) && entries.isConfirmed(entry)",
            "freshness.isUntouched(entry.stamp(), entry.tags())"),
    COPY_IS_READ_WHATEVER_IS_KNOWN(
            Scenario.CALM,
            "read/CacheLoads",
            "if (shown == null || !freshness.isUntouched(shown.shows(), remote.tagsOf(key))) {",
            "if (shown == null) {",
            "entry = loadAsOf(key, loader, shown.shows());",
            "entry = loadAsOf(key, loader, freshness.stamp());"),
    EXPIRED_IS_SERVED_THOUGH_INVALIDATED(Scenario.CALM, "read/ExpiredReads", "&& freshness.isValid(entry)", ""),
    WALL_CLOCK_IGNORED(Scenario.CLOCKS, "freshness/Moment", "&& nowWallMillis - wallMillis <= TOLERANCE_MILLIS", ""),
    L2_TRUSTED_AGAINST_DIRECT_NEWS(
            Scenario.DIRECT, "read/RemoteReads", "LOADED_ELSEWHERE = 0", "LOADED_ELSEWHERE = Long.MAX_VALUE"),
    LOST_SEQUENCE_WITHOUT_FLOOR(Scenario.SHARED_TIER, "remote/InProcessSequencer", "|| !wasBegun", ""),
    FLOOR_IGNORED(Scenario.SHARED_TIER, "freshness/Partition", "&& stamp >= floor", ""),
    LEASE_OF_NO_MEMBER(Scenario.CALM, "freshness/Poller", "if (!isMember && !isLatest) {", "if (number < 0) {"),
    FAILED_BUMP_IS_NOT_DISTRUSTED(Scenario.NETWORK, "freshness/Partition", "        lease = now;\n", ""),
    WRITER_NEEDS_NO_CERTIFICATE(
            Scenario.FAILOVERS,
            "remote/InProcessSequencer",
            "if (relay == null && !state.isCertified()) {",
            "if (relay == null && state.top < 0) {"),
    RELAY_BUMPS_ANYWHERE(
            Scenario.WAVERING,
            "remote/InProcessSequencer",
            "            requireServer(\"BUMP\", relay.serverId());\n",
            ""),
    DONE_IS_ASKED_ANYWHERE(
            Scenario.WAVERING, "remote/InProcessSequencer", "            requireServer(\"DONE\", serverId);\n", ""),
    RECOVERY_KEEPS_THE_CERTIFICATE(
            Scenario.EVICTIONS,
            "remote/InProcessSequencer",
            "        state.certificate = \"\";\n        state.transactions.clear();",
            "        state.transactions.clear();"),
    RECOVERED_SERVER_IS_NOT_COMPARED(
            Scenario.FAILOVERS,
            "relay/Relay",
            "after.lineage() < lineage || !after.serverId().equals(head.serverId())",
            "after.lineage() < 0");

    private final Scenario scenario;
    private final String source;
    private final List<String> replacements;

    Mutation(Scenario scenario, String source, String... replacements) {
        this.scenario = scenario;
        this.source = source;
        this.replacements = List.of(replacements);
    }

    Scenario scenario() {
        return scenario;
    }

    /** Whether random schedules need thousands to notice, so that it is looked for when asked only; a test of the class itself holds it too. */
    boolean isRare() {
        return switch (this) {
            case LEASE_KEPT_ACROSS_LINEAGES,
                    DONE_OF_AN_OLDER_LINEAGE,
                    SKIPPED_BUMP_MOVES_THE_NUMBER,
                    LOST_SEQUENCE_WITHOUT_FLOOR,
                    FLOOR_IGNORED,
                    LEASE_OF_NO_MEMBER,
                    DONE_IS_ASKED_ANYWHERE,
                    RECOVERED_SERVER_IS_NOT_COMPARED -> true;
            default -> false;
        };
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
