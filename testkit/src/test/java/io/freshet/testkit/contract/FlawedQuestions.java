package io.freshet.testkit.contract;

import io.freshet.remote.Questions;
import io.freshet.remote.RemoteException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What is asked on a {@link FlawedServer}.
 *
 * @param server the server
 */
record FlawedQuestions(FlawedServer server) implements Questions {

    private static final int CUT = 1_000;

    @Override
    public CompletionStage<String> ask(String instance, String question, Duration patience) {
        if (!server.is(Breach.LONG_QUESTION_ACCEPTED)) {
            Questions.requireShort(question);
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        server.asked.forEach((name, listener) -> {
            if (name.equals(instance) || server.is(Breach.EVERYBODY_ASKED)) {
                listener.accept(new Waiting(sent(question), answer));
            }
        });
        if (server.is(Breach.ANYBODY_ANSWERS)) {
            answer.complete("somebody");
        }
        return server.is(Breach.NO_ANSWER) || !answer.isDone()
                ? CompletableFuture.failedStage(new RemoteException(instance + " has not answered"))
                : answer;
    }

    private String sent(String question) {
        if (server.is(Breach.ANSWERS_IN_ANY_ORDER)) {
            return server.firstQuestion(question);
        }
        return server.is(Breach.LONG_QUESTION_CUT) && question.length() > CUT ? question.substring(0, CUT) : question;
    }

    @Override
    public void onAsked(String instance, Consumer<Asked> listener) {
        server.asked.put(instance, listener);
    }

    private record Waiting(String question, CompletableFuture<String> waiting) implements Asked {

        @Override
        public void answer(String answer) {
            waiting.complete(answer);
        }
    }
}
