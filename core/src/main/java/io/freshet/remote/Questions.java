package io.freshet.remote;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What instances ask each other, by way of the shared tier. Nothing of the consistency protocol rests on it: who is not there, hangs or knows nothing of
 * questions does not answer, and nobody waits for long. Nothing that was asked or answered is kept anywhere. Thread-safe; never blocks.
 */
public interface Questions {

    /** How long a question or an answer may be. */
    int MOST_CHARACTERS = 65_536;

    /**
     * Asks one instance.
     *
     * @param instance its name
     * @param patience how long to wait for the answer
     * @return the answer; completes exceptionally with {@link RemoteException} if there is none by then, or the tier does not answer
     * @throws IllegalArgumentException if the question is longer than {@link #MOST_CHARACTERS}
     */
    CompletionStage<String> ask(String instance, String question, Duration patience);

    /**
     * Hears what an instance is asked from now on, for as long as the tier is not closed.
     *
     * @param instance its name
     * @param listener is told on a thread of the tier, which must not be blocked
     */
    void onAsked(String instance, Consumer<Asked> listener);

    /** Carries nothing: every question fails at once. */
    static Questions none() {
        return new Questions() {
            @Override
            public CompletionStage<String> ask(String instance, String question, Duration patience) {
                return CompletableFuture.failedStage(
                        new RemoteException("this shared tier carries no questions between instances"));
            }

            @Override
            public void onAsked(String instance, Consumer<Asked> listener) {
                // nobody asks
            }
        };
    }

    /** Checks that a text may be sent. */
    static void requireShort(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("A question or an answer has " + text.length()
                    + " characters, but may have " + MOST_CHARACTERS + "; leave something out");
        }
    }

    /** What was asked. */
    interface Asked {

        /** The question. */
        String question();

        /**
         * Answers it, once. Whether the answer arrives is not told.
         *
         * @throws IllegalArgumentException if the answer is longer than {@link #MOST_CHARACTERS}
         */
        void answer(String answer);
    }
}
