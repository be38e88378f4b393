package io.freshet.testkit.contract;

import io.freshet.remote.Questions;
import io.freshet.remote.RemoteException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static io.freshet.testkit.contract.Answers.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The rules of {@link Questions}: one instance asks, the one that is meant answers, and nobody else. */
public interface QuestionsContract extends Rules {

    /** Longer than most answers take. */
    Duration PATIENCE = Duration.ofSeconds(3);

    private Questions questions() {
        return fleet().connect().questions();
    }

    /** An instance that answers with its name and what it was asked. */
    private void answering(String name) {
        questions().onAsked(name, asked -> asked.answer(name + " was asked " + asked.question()));
    }

    /** Asks until there is an answer: messages may be lost. */
    private String answerOf(String instance, String question) {
        Questions questions = questions();
        AtomicReference<String> answer = new AtomicReference<>("");
        fleet().eventually("an answer of " + instance, () -> {
            answer.set(now(questions.ask(instance, question, PATIENCE)));
            return true;
        });
        return answer.get();
    }

    @Test
    default void whoIsAskedAnswers() {
        answering("a b:1");

        assertThat(answerOf("a b:1", "{\"Jürgen\":\n\"🚿\"} ")).isEqualTo("a b:1 was asked {\"Jürgen\":\n\"🚿\"} ");
    }

    @Test
    default void nobodyElseIsAsked() {
        AtomicInteger others = new AtomicInteger();
        answering("a");
        questions().onAsked("b", asked -> others.incrementAndGet());

        answerOf("a", "what");

        assertThat(others).hasValue(0);
    }

    @Test
    default void eachQuestionHasItsOwnAnswer() {
        answering("a");
        answering("b");
        Questions questions = questions();

        fleet().eventually("three answers", () -> {
            CompletionStage<String> one = questions.ask("a", "one", PATIENCE);
            CompletionStage<String> two = questions.ask("b", "two", PATIENCE);
            CompletionStage<String> three = questions.ask("a", "three", PATIENCE);
            assertThat(now(three)).isEqualTo("a was asked three");
            assertThat(now(two)).isEqualTo("b was asked two");
            assertThat(now(one)).isEqualTo("a was asked one");
            return true;
        });
    }

    @Test
    default void aLongQuestionAndItsAnswerArriveWhole() {
        questions().onAsked("a", asked -> asked.answer(asked.question()));
        String question = "x".repeat(Questions.MOST_CHARACTERS);

        assertThat(answerOf("a", question)).isEqualTo(question);
    }

    @Test
    default void aQuestionThatIsTooLongIsMisuse() {
        String question = "x".repeat(Questions.MOST_CHARACTERS + 1);
        Questions questions = questions();

        assertThatThrownBy(() -> questions.ask("a", question, PATIENCE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void whoIsNotThereDoesNotAnswer() {
        Questions questions = questions();

        assertThatThrownBy(() -> now(questions.ask("nobody", "what", Duration.ofMillis(50))))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("nobody");
    }
}
