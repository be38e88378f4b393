package io.freshet.salon.day.check;

import io.freshet.salon.day.check.Verdicts.StaleKind;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class JudgementTests {
    private final Verdicts verdicts = new Verdicts();
    private final Judgement judgement = new Judgement();

    @Test
    void answerThatMissesTwoThings_countsOnceAndByTheOlder() {
        Register bills = Register.startingAt(0);
        bills.acknowledge(1, millis(10));
        Register price = Register.startingAt(100);
        price.acknowledge(101, millis(5));

        judgement.begin(millis(20));
        judgement.number(Fact.BILLS, 0, 0, bills);
        judgement.price(7, 100, price);
        judgement.deliver("dashboard:metrics", "GET /api/dashboard/metrics", "instance-1", 3, verdicts);

        assertThat(verdicts.staleAnswers()).isEqualTo(1);
        assertThat(verdicts.judged()).isEqualTo(1);
        assertThat(verdicts.longestStaleness()).isEqualTo(Duration.ofMillis(15));
        assertThat(verdicts.examples())
                .containsExactly(new Verdicts.StaleAnswer(
                        "dashboard:metrics", "instance-1", 3, "PRICE of service 7", 100, 101, 15));
    }

    @Test
    void eachThingThatIsMissed_isAKindOfItsOwn() {
        Register bills = Register.startingAt(0);
        bills.acknowledge(1, millis(10));
        Register price = Register.startingAt(100);
        price.acknowledge(101, millis(5));
        for (int i = 0; i < 2; i++) {
            judgement.begin(millis(20 + i));
            judgement.number(Fact.BILLS, 0, 0, bills);
            judgement.price(7, 100 + i, price);
            judgement.deliver("dashboard:metrics", "GET /api/dashboard/metrics", "instance-1", 3, verdicts);
        }

        assertThat(verdicts.kinds()).extracting(StaleKind::fact).containsExactly(Fact.BILLS, Fact.PRICE);
        assertThat(verdicts.kinds()).extracting(StaleKind::answers).containsExactly(2L, 1L);
        StaleKind ofBills = verdicts.kinds().get(0);
        assertThat(ofBills.example())
                .isEqualTo(new Verdicts.StaleAnswer("dashboard:metrics", "instance-1", 3, "BILLS", 0, 1, 11));
        assertThat(ofBills.writes()).containsExactly("POST /api/pos/bills");
        assertThat(ofBills.neverTrue()).isZero();
        assertThat(verdicts.staleAnswers()).isEqualTo(2);
    }

    @Test
    void numberThatWasNeverSoLow_isSomebodyElses() {
        Register clients = Register.startingAt(50);
        judgement.begin(System.nanoTime());
        judgement.number(Fact.CLIENTS, 20, 1_000, clients);
        judgement.deliver("dashboard:kpis", "GET /api/dashboard/kpis", "instance-1", 3, verdicts);
        assertThat(verdicts.kinds()).extracting(StaleKind::neverTrue).containsExactly(1L);
        assertThat(verdicts.examples()).extracting(Verdicts.StaleAnswer::shown).containsExactly(1_020L);
    }

    @Test
    void nextAnswer_startsAnew() {
        Register bills = Register.startingAt(0);
        bills.acknowledge(1, millis(10));
        judgement.begin(millis(20));
        judgement.number(Fact.BILLS, 0, 0, bills);
        judgement.begin(millis(21));
        judgement.number(Fact.BILLS, 1, 0, bills);
        judgement.deliver("dashboard:metrics", "GET /api/dashboard/metrics", "instance-1", 3, verdicts);
        assertThat(verdicts.staleAnswers()).isZero();
        assertThat(verdicts.judged()).isEqualTo(1);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
