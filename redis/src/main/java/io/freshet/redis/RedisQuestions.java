package io.freshet.redis;

import io.freshet.remote.Questions;
import io.freshet.remote.RemoteException;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What instances ask each other, on one channel of Redis that all of them hear.
 *
 * <pre>
 * PUBLISH f:7301.1.salon:q  "?6f1c... salon-2\n..."    a question: its number, whom it is for, and what is asked
 * PUBLISH f:7301.1.salon:q  "!6f1c... ..."             the answer
 * </pre>
 *
 * Nothing is kept. Thread-safe; never blocks. Questions are heard, and stages complete, on a thread of the connection, which must not be blocked.
 */
final class RedisQuestions implements Questions {

    private static final char QUESTION = '?';
    private static final char ANSWER = '!';

    private final Link<String> link;
    private final String channel;
    private final Map<String, Consumer<Asked>> listeners = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

    /** @param said tells what is said on the channel */
    RedisQuestions(Link<String> link, String channel, Listeners<String> said) {
        this.link = link;
        this.channel = channel;
        said.add(this::hear);
    }

    @Override
    public CompletionStage<String> ask(String instance, String question, Duration patience) {
        Questions.requireShort(question);
        String number = UUID.randomUUID().toString();
        CompletableFuture<String> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        publish(QUESTION + number + ' ' + instance + '\n' + question).whenComplete((sent, e) -> fail(answer, e));
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((text, e) -> waiting.remove(number))
                .exceptionallyCompose(e -> CompletableFuture.failedStage(reason(e, instance, patience)));
    }

    private static void fail(CompletableFuture<String> answer, Throwable e) {
        if (e != null) {
            answer.completeExceptionally(e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
        }
    }

    private static Throwable reason(Throwable e, String instance, Duration patience) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof TimeoutException
                ? new RemoteException(instance + " has not answered within " + patience.toMillis() + " ms")
                : cause;
    }

    private CompletionStage<Long> publish(String message) {
        return link.send("PUBLISH", redis -> redis.publish(channel, message), heard -> heard);
    }

    @Override
    public void onAsked(String instance, Consumer<Asked> listener) {
        listeners.put(instance, listener);
    }

    /** Something was said on the channel. What is no question for this instance, and no answer that is waited for, is for another. */
    private void hear(String message) {
        int end = message.indexOf(' ');
        if (end < 1) {
            return;
        }
        String number = message.substring(1, end);
        String rest = message.substring(end + 1);
        if (message.charAt(0) == ANSWER) {
            CompletableFuture<String> answer = waiting.get(number);
            if (answer != null) {
                answer.complete(rest);
            }
        } else if (message.charAt(0) == QUESTION) {
            int line = rest.indexOf('\n');
            Consumer<Asked> listener = line < 0 ? null : listeners.get(rest.substring(0, line));
            if (listener != null) {
                listener.accept(new Heard(number, rest.substring(line + 1)));
            }
        }
    }

    private final class Heard implements Asked {

        private final String number;
        private final String question;

        Heard(String number, String question) {
            this.number = number;
            this.question = question;
        }

        @Override
        public String question() {
            return question;
        }

        @Override
        public void answer(String answer) {
            Questions.requireShort(answer);
            var unused = publish(ANSWER + number + ' ' + answer); // who asked does not wait for long if it is lost
        }
    }
}
