package io.freshet.writing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Puts one way of writing after the other before all reads.
 *
 * <p>Before the write every instance holds every read. The first instance writes. Then each cached read equals the uncached one, on every
 * instance; what cannot have been affected was served from the cache; and something has changed, or the check would say nothing.
 */
final class Matrix {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Instance> instances;
    private final boolean isInProcess;
    private boolean isRelayed;
    private int stayed;

    /**
     * Of these instances.
     *
     * @param isInProcess whether writes are captured from statements' texts
     */
    Matrix(boolean isInProcess, Instance... instances) {
        this.instances = List.of(instances);
        this.isInProcess = isInProcess;
    }

    /** Relays tell what was written, too: one that has begun before the writer told may do so after it. */
    Matrix relayed() {
        isRelayed = true;
        return this;
    }

    /** The ways that every database knows. */
    static Stream<Way> everywhere() {
        return Stream.of(
                        EntityWays.PLAIN,
                        EntityWays.COLLECTIONS,
                        EntityWays.INHERITANCE,
                        EntityWays.STATELESS,
                        EntityWays.BATCHES,
                        QueryWays.BULK,
                        QueryWays.REPOSITORIES,
                        JdbcWays.SPRING,
                        JdbcWays.BARE,
                        JooqWays.ALL,
                        MyBatisWays.ALL,
                        TransactionWays.COMMITTED,
                        TransactionWays.PARTLY,
                        TransactionWays.ROLLED_BACK,
                        DatabaseWays.CASCADES,
                        DatabaseWays.PROCEDURES)
                .flatMap(List::stream);
    }

    void check(Way way) throws Exception {
        Instance writer = instances.get(0);
        Map<Reading, String> before = prepared(writer);
        way.action().by(writer.means());
        Map<Reading, String> after = answers(writer.uncached());
        assertThat(!after.equals(before)).as("%s changes what is read", way).isEqualTo(way.changes());
        for (Instance instance : instances) {
            if (way.isSeenLate()) {
                awaitSeen(instance, after);
            }
            check(way, instance, after);
        }
    }

    /** Until the write is seen, or was not by reads that began later than the bound after it, all of which had to see it. */
    private static void awaitSeen(Instance instance, Map<Reading, String> after) {
        long written = System.nanoTime();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            boolean isDue = System.nanoTime() - written > Instance.BOUND.toNanos();
            return answers(instance.cached()).equals(after) || isDue;
        });
    }

    private Map<Reading, String> prepared(Instance writer) {
        Rows.reset(writer.means());
        writer.forgetAll();
        instances.forEach(isRelayed ? Instance::awaitCycles : Instance::settle);
        instances.forEach(instance -> Reading.ALL.forEach(instance::warm));
        return answers(writer.uncached());
    }

    private void check(Way way, Instance instance, Map<Reading, String> after) {
        int expected = 0;
        List<Reading> evicted = new ArrayList<>();
        for (Reading reading : Reading.ALL) {
            boolean isHit = instance.isHit(reading);
            assertThat(reading.of(instance.cached())).as("%s: %s", way, reading).isEqualTo(after.get(reading));
            if (way.leaves(reading, isInProcess)) {
                expected++;
                if (isHit) {
                    stayed++;
                } else {
                    evicted.add(reading);
                }
            }
        }
        assertThat(evicted)
                .as("%s: evicted for nothing, of %d that cannot be affected", way, expected)
                .isEmpty();
    }

    /** How many entries have been seen to survive, in all. */
    int stayed() {
        return stayed;
    }

    private static Map<Reading, String> answers(Queries queries) {
        Map<Reading, String> answers = new LinkedHashMap<>();
        Reading.ALL.forEach(reading -> answers.put(reading, reading.of(queries)));
        return answers;
    }
}
