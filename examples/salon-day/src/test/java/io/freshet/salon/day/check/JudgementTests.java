package io.freshet.salon.day.check;

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
        judgement.number(Fact.BILLS, 0, bills);
        judgement.price(7, 100, price);
        judgement.deliver("dashboard:metrics", "instance-1", 3, verdicts);

        assertThat(verdicts.staleAnswers()).isEqualTo(1);
        assertThat(verdicts.judged()).isEqualTo(1);
        assertThat(verdicts.longestStaleness()).isEqualTo(Duration.ofMillis(15));
        assertThat(verdicts.examples())
                .containsExactly(new Verdicts.StaleAnswer(
                        "dashboard:metrics", "instance-1", 3, "PRICE of service 7", 100, 101, 15));
    }

    @Test
    void nextAnswer_startsAnew() {
        Register bills = Register.startingAt(0);
        bills.acknowledge(1, millis(10));
        judgement.begin(millis(20));
        judgement.number(Fact.BILLS, 0, bills);
        judgement.begin(millis(21));
        judgement.number(Fact.BILLS, 1, bills);
        judgement.deliver("dashboard:metrics", "instance-1", 3, verdicts);
        assertThat(verdicts.staleAnswers()).isZero();
        assertThat(verdicts.judged()).isEqualTo(1);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
