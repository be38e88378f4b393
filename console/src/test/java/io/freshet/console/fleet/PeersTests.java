package io.freshet.console.fleet;

import io.freshet.remote.InProcessRemote;
import io.freshet.remote.Questions;
import io.freshet.remote.RemoteException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** Asking and answering: who does not answer, how often is asked, what cannot be answered. */
class PeersTests {

    private static final Question OF_BLUE = new Question(Question.Kind.TENANT, Map.of("tenant", "blue"));

    private static final Duration LONG = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final Questions questions = counting(new InProcessRemote().questions());
    private final Peers a = new Peers(questions, LONG, nanos::get);
    private final Peers impatient = new Peers(questions, Duration.ofMillis(50), nanos::get);
    private final Peers b = new Peers(questions, LONG, nanos::get);

    @AfterEach
    void close() {
        a.close();
        impatient.close();
        b.close();
    }

    @Test
    void whatIsAsked_isAnswered_andWhoIsNotThere_isSaidNotToAnswer() {
        b.answer("b", question -> question.values().get("tenant").length() + 38L);
        assertThat(a.ask(List.of("b"), OF_BLUE, Long.class)).containsExactly(Map.entry("b", new Learned<>(42L, null)));
        assertThat(impatient.ask(List.of("c"), OF_BLUE, Long.class))
                .containsExactly(Map.entry("c", new Learned<>(null, "c has not answered within 50 ms")));
    }

    @Test
    void howeverManyLook_eachQuestionGoesOutOnceASecond() {
        b.answer("b", question -> 1L);
        for (int i = 0; i < 50; i++) {
            a.ask(List.of("b"), OF_BLUE, Long.class);
        }
        assertThat(asked).hasValue(1);
        a.ask(List.of("b"), new Question(Question.Kind.HOT_KEYS, Map.of()), Long.class);
        assertThat(asked).hasValue(2);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        a.ask(List.of("b"), OF_BLUE, Long.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void whoIsAskedTooMuch_answersTheRestLater() {
        b.answer("b", question -> 1L);
        for (int i = 0; i < Peers.MOST_ANSWERS_A_SECOND; i++) {
            assertThat(asked(a, i).value()).isEqualTo(1L);
        }
        assertThat(asked(impatient, 99).unknown()).contains("has not answered");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(asked(a, 99).value()).isEqualTo(1L);
    }

    private static Learned<Long> asked(Peers peers, int tenant) {
        Question question = new Question(Question.Kind.TENANT, Map.of("tenant", "t" + tenant));
        return peers.ask(List.of("b"), question, Long.class).get("b");
    }

    @Test
    void whoHangs_holdsNobodyUpForLong() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        b.answer("b", question -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended.countDown();
            return 1L;
        });
        long began = System.nanoTime();
        assertThat(asked(impatient, 1).unknown()).contains("has not answered");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        end.countDown();
        ended.await();
    }

    @Test
    void whatCannotBeAnswered_isSaid() {
        b.answer("b", question -> {
            throw new IllegalStateException("there is no cache 'x'");
        });
        assertThat(asked(a, 1).unknown()).isEqualTo("it says: there is no cache 'x'");
        b.answer("b", question -> "no number");
        assertThat(asked(a, 2).unknown()).contains("cannot be read");
    }

    @Test
    void anAnswerThatIsTooLong_isSaidToBe() {
        String noise = new Random(7)
                .ints(150_000, 33, 126)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        b.answer("b", question -> noise);
        assertThat(a.ask(List.of("b"), OF_BLUE, String.class).get("b").unknown())
                .contains("too long");
    }

    @Test
    void anotherVersion_isNotUnderstood_andSaysSo() {
        b.answer("b", question -> 1L);
        Question other = new Question(Question.FORM + 1, Question.Kind.TENANT, Map.of());
        assertThat(a.ask(List.of("b"), other, Long.class).get("b").unknown())
                .contains("does not understand")
                .contains("another version");
    }

    @Test
    void aTierThatCarriesNoQuestions_isSaidTo() {
        try (Peers alone = new Peers(Questions.none(), LONG, nanos::get)) {
            alone.answer("a", question -> 1L);
            assertThat(alone.ask(List.of("b"), OF_BLUE, Long.class).get("b").unknown())
                    .contains("carries no questions");
        }
    }

    @Test
    void whileTheTierIsAway_itIsSaid() {
        Questions away = new Questions() {
            @Override
            public CompletionStage<String> ask(String instance, String question, Duration patience) {
                return CompletableFuture.failedStage(new RemoteException("Redis is away"));
            }

            @Override
            public void onAsked(String instance, Consumer<Asked> listener) {
                // nobody asks
            }
        };
        try (Peers alone = new Peers(away, LONG, nanos::get)) {
            assertThat(alone.ask(List.of("b"), OF_BLUE, Long.class).get("b").unknown())
                    .isEqualTo("Redis is away");
        }
    }

    private Questions counting(Questions behind) {
        return new Questions() {
            @Override
            public CompletionStage<String> ask(String instance, String question, Duration patience) {
                asked.incrementAndGet();
                return behind.ask(instance, question, patience);
            }

            @Override
            public void onAsked(String instance, Consumer<Asked> listener) {
                behind.onAsked(instance, listener);
            }
        };
    }
}
