package io.freshet.remote;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Questions inside a process. The listener is told on the thread that asks. Thread-safe. */
final class InProcessQuestions implements Questions {

    private final Map<String, Consumer<Asked>> listeners = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<String> ask(String instance, String question, Duration patience) {
        Questions.requireShort(question);
        CompletableFuture<String> answer = new CompletableFuture<>();
        Consumer<Asked> listener = listeners.get(instance);
        if (listener != null) {
            listener.accept(new Waiting(question, answer));
        }
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(e -> CompletableFuture.failedStage(
                        e instanceof TimeoutException
                                ? new RemoteException(
                                        instance + " has not answered within " + patience.toMillis() + " ms")
                                : e));
    }

    @Override
    public void onAsked(String instance, Consumer<Asked> listener) {
        listeners.put(instance, listener);
    }

    private record Waiting(String question, CompletableFuture<String> waiting) implements Asked {

        @Override
        public void answer(String answer) {
            Questions.requireShort(answer);
            waiting.complete(answer);
        }
    }
}
