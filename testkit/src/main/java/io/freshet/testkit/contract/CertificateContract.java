package io.freshet.testkit.contract;

import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Poll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules of {@link Sequencer#certify}: a claim holds only if nothing has changed since its relay looked; then it trims with care. */
public interface CertificateContract extends Rules {

    @Test
    default void aCertificateCountsAndKeepsItsSnapshot() {
        Instance a = fleet().started("a");
        Head seen = a.head();

        assertThat(a.certify(seen, "741:745:742,744")).isTrue();

        assertThat(a.head())
                .isEqualTo(new Head(
                        true, seen.counter() + 1, seen.serverId(), seen.lineage(), seen.top(), "741:745:742,744"));
        assertThat(a.poll(0).certified()).isTrue();
    }

    @Test
    default void bumpsSinceTheHeadDoNotRefuseACertificate() {
        Instance a = fleet().started("a");
        Head seen = a.head();
        a.bump("x");

        assertThat(a.certify(seen, "s")).isTrue();
    }

    @Test
    default void aClaimWithAnotherCounterIsRefused() {
        Instance a = fleet().started("a");
        Head seen = a.head();

        assertRefused(a, new Certificate(seen.counter() - 1, seen.serverId(), seen.lineage(), seen.top(), "s", 0));
        assertRefused(a, new Certificate(seen.counter() + 1, seen.serverId(), seen.lineage(), seen.top(), "s", 0));
    }

    @Test
    default void aClaimForAnotherServerIsRefused() {
        Instance a = fleet().started("a");
        Head seen = a.head();

        assertRefused(a, new Certificate(seen.counter(), "0".repeat(40), seen.lineage(), seen.top(), "s", 0));
        assertRefused(a, new Certificate(seen.counter(), "", seen.lineage(), seen.top(), "s", 0));
    }

    @Test
    default void aClaimForAnotherLineageIsRefused() {
        Instance a = fleet().instance("a");
        a.start(5);
        Head seen = a.head();

        assertRefused(a, new Certificate(seen.counter(), seen.serverId(), 4, seen.top(), "s", 0));
        assertRefused(a, new Certificate(seen.counter(), seen.serverId(), 6, seen.top(), "s", 0));
    }

    @Test
    default void aClaimOnAServerWithoutASequenceIsRefused() {
        Instance a = fleet().instance("a");
        Head seen = a.head();

        assertRefused(a, Instance.claim(seen, "s", 0));
        assertThat(a.poll(0).certified()).isFalse();
    }

    private static void assertRefused(Instance instance, Certificate claim) {
        Head before = instance.head();
        assertThat(instance.certify(claim)).as("%s was granted", claim).isFalse();
        assertThat(instance.head()).isEqualTo(before);
    }

    @Test
    default void aRelayThatWasPausedWhileAnotherCertifiedIsRefused() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        Head paused = b.head();

        assertThat(a.certify(a.head(), "newer")).isTrue();

        assertRefused(b, Instance.claim(paused, "older", 0));
        assertThat(b.head().snapshot()).isEqualTo("newer");
    }

    @Test
    default void aRelayThatWasPausedWhileAnotherRecoveredIsRefused() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        Head paused = b.head();

        a.recover(2, true);

        assertRefused(b, Instance.claim(paused, "older", 0));
        assertThat(b.poll(0).certified()).isFalse();
    }

    @Test
    default void ofTwoRelaysAtOnceExactlyOneCertifies() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");

        for (int i = 0; i < 20; i++) {
            Head seen = a.head();
            List<CompletionStage<Boolean>> claims = List.of(
                    a.sequencer().certify(Instance.claim(seen, "a" + i, 0)),
                    b.sequencer().certify(Instance.claim(seen, "b" + i, 0)));
            assertThat(claims.stream().map(Answers::now)).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    default void trimmingNeverForgetsABumpAboveTheFloor() {
        Instance a = fleet().started("a");
        Map<String, Long> raised = raiseMany(a);

        certifySome(a);

        Poll first = a.poll(0);
        Map<Long, Long> told = new HashMap<>();
        a.pages(first.floor()).forEach(page -> page.bumps().forEach(bump -> told.put(bump.tag(), bump.seq())));
        raised.values().removeIf(seq -> seq <= first.floor());
        assertThat(told).isEqualTo(byHash(a, raised));
    }

    @Test
    default void trimmingNeverMakesATagLookOlderThanItsLastBump() {
        Instance a = fleet().started("a");
        Map<String, Long> raised = raiseMany(a);

        certifySome(a);

        List<String> tags = List.copyOf(raised.keySet());
        for (int from = 0; from < tags.size(); from += Sequencer.MOST_TAGS) {
            List<String> some = tags.subList(from, Math.min(tags.size(), from + Sequencer.MOST_TAGS));
            long[] seqs = a.validate(some.toArray(String[]::new));
            assertThat(seqs).hasSameSizeAs(some);
            for (int i = 0; i < seqs.length; i++) {
                assertThat(seqs[i]).as(some.get(i)).isGreaterThanOrEqualTo(raised.get(some.get(i)));
            }
        }
    }

    @Test
    default void trimmingOnlyRaisesTheFloorAndNeverAboveTheTop() {
        Instance a = fleet().started("a");
        long top =
                raiseMany(a).values().stream().mapToLong(Long::longValue).max().orElseThrow();
        List<Long> floors = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            floors.add(a.poll(top).floor());
            a.certify(a.head(), "s" + i);
        }

        assertThat(floors).isSorted().allMatch(floor -> floor <= top);
        assertThat(a.head().top()).isEqualTo(top);
    }

    private static Map<String, Long> raiseMany(Instance a) {
        Map<String, Long> raised = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            String[] tags = Instance.many(i + "/", 900);
            long seq = a.bump(tags).seq();
            List.of(tags).forEach(tag -> raised.put(tag, seq));
        }
        return raised;
    }

    private static void certifySome(Instance a) {
        for (int i = 0; i < 3; i++) {
            assertThat(a.certify(a.head(), "s" + i)).isTrue();
        }
    }

    private static Map<Long, Long> byHash(Instance a, Map<String, Long> raised) {
        Map<Long, Long> byHash = new HashMap<>();
        raised.forEach((tag, seq) -> byHash.put(a.tag(tag).hash(), seq));
        return byHash;
    }
}
