package io.freshet.console.fleet;

import io.freshet.remote.Questions;
import io.freshet.remote.RemoteException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Asks other instances, and answers what they ask. However many look, each question goes to an instance once a second at the most. It answers on one
 * thread of its own, one question after the other, and no more than {@value #MOST_ANSWERS_A_SECOND} in a second; who asks when it has more to do is told
 * nothing, and says so to whoever looks. Thread-safe. Close it so that it answers no longer.
 */
public final class Peers implements AutoCloseable {

    /** How many questions are answered in a second. */
    static final int MOST_ANSWERS_A_SECOND = 20;

    private static final int MOST_WAITING = 16;
    private static final int MOST_KNOWN = 500;
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Questions questions;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Map<Asked, Known> known = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor answering =
            new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Peers::thread);
    private long secondNanos;
    private int answersInTheSecond;

    /**
     * Asks and answers nothing yet.
     *
     * @param patience how long an answer is waited for
     * @param nanos a monotonic clock
     */
    public Peers(Questions questions, Duration patience, LongSupplier nanos) {
        this.questions = questions;
        this.patience = patience;
        this.nanos = nanos;
        this.answering.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "freshet-console-answers");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Answers from now on what an instance is asked.
     *
     * @param instance its name
     * @param answers gives what is asked for, or throws what says why not
     */
    public void answer(String instance, Function<Question, Object> answers) {
        questions.onAsked(instance, asked -> {
            try {
                answering.execute(() -> answer(asked, answers));
            } catch (RejectedExecutionException e) {
                return; // it has too much to do, and who asks does not wait for long
            }
        });
    }

    private void answer(Questions.Asked asked, Function<Question, Object> answers) {
        if (isAllowed()) {
            String text = PackedText.of(answered(asked.question(), answers));
            asked.answer(
                    text.length() <= Questions.MOST_CHARACTERS
                            ? text
                            : PackedText.of(new Answer(Question.FORM, null, "its answer would be too long")));
        }
    }

    private boolean isAllowed() {
        long now = nanos.getAsLong();
        if (answersInTheSecond == 0 || now - secondNanos >= TimeUnit.SECONDS.toNanos(1)) {
            secondNanos = now;
            answersInTheSecond = 0;
        }
        return answersInTheSecond++ < MOST_ANSWERS_A_SECOND;
    }

    private static Answer answered(String text, Function<Question, Object> answers) {
        try {
            Question question = PackedText.read(text, Question.class, Question.FORM);
            return new Answer(Question.FORM, MAPPER.writeValueAsString(answers.apply(question)), null);
        } catch (UnreadableReportException e) {
            return new Answer(Question.FORM, null, "it does not understand the question: " + e.getMessage());
        } catch (RuntimeException e) {
            return new Answer(Question.FORM, null, "it says: " + e.getMessage());
        }
    }

    /**
     * Asks several instances at once. Blocks until all have answered, or no more is waited for.
     *
     * @param instances their names
     * @param type the kind of answer
     * @return what each answered, by name
     */
    public <T> Map<String, Learned<T>> ask(Collection<String> instances, Question question, Class<T> type) {
        Map<String, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
        instances.forEach(instance -> asked.put(instance, ask(instance, question)));
        Map<String, Learned<T>> learned = new LinkedHashMap<>();
        asked.forEach((instance, answer) -> learned.put(instance, learned(answer, type)));
        return learned;
    }

    private CompletableFuture<Answer> ask(String instance, Question question) {
        long now = nanos.getAsLong();
        if (known.size() > MOST_KNOWN) {
            known.values().removeIf(each -> now - each.nanos >= KNOWN_NANOS);
        }
        return known.compute(
                        new Asked(instance, question),
                        (any, before) -> before != null && now - before.nanos < KNOWN_NANOS
                                ? before
                                : new Known(now, sent(instance, question)))
                .answer;
    }

    private CompletableFuture<Answer> sent(String instance, Question question) {
        return questions
                .ask(instance, PackedText.of(question), patience)
                .thenApply(text -> PackedText.read(text, Answer.class, Question.FORM))
                .toCompletableFuture();
    }

    private <T> Learned<T> learned(CompletableFuture<Answer> asked, Class<T> type) {
        try {
            Answer answer = asked.get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
            return answer.json() == null
                    ? new Learned<>(null, String.valueOf(answer.refusal()))
                    : new Learned<>(MAPPER.readValue(answer.json(), type), null);
        } catch (ExecutionException e) {
            return new Learned<>(null, reason(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            return new Learned<>(null, "it does not answer");
        } catch (JacksonException e) {
            return new Learned<>(null, "what it answered cannot be read: " + e.getOriginalMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Learned<>(null, "nobody waited for its answer");
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof RemoteException || cause instanceof UnreadableReportException
                ? String.valueOf(cause.getMessage())
                : String.valueOf(cause);
    }

    @Override
    public void close() {
        answering.shutdownNow();
    }

    private record Asked(String instance, Question question) {}

    private record Known(long nanos, CompletableFuture<Answer> answer) {}
}
