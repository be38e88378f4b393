package io.freshet.remote;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where instances tell the others of themselves: each has one text, and a lease for as long as it is to be taken for present. Nothing of the consistency
 * protocol rests on it. Thread-safe; never blocks; stages complete exceptionally with {@link RemoteException}.
 *
 * <p>Whose lease has ended stays listed for an {@link #KEPT hour}, so that an instance that was killed can be told from one that never was. Leases run
 * by the clock of the shared tier, ages too, so clocks of instances may differ.
 */
public interface Roster {

    /** How long a text may be. */
    int MOST_CHARACTERS = 65_536;

    /** How long an instance stays listed after its lease has ended. */
    Duration KEPT = Duration.ofHours(1);

    /**
     * Lists an instance, in place of what it told before.
     *
     * @param instance its name; two instances of one name replace each other
     * @param text what it tells
     * @param lease how long it is to be taken for present; zero if it takes its leave
     * @return what was told under that name before; null if nothing was
     * @throws IllegalArgumentException if the text is longer than {@link #MOST_CHARACTERS}
     */
    CompletionStage<@Nullable String> enter(String instance, String text, Duration lease);

    /** All that are listed, by name. */
    CompletionStage<List<Listed>> all();

    /** Checks that a text may be entered. */
    static void requireShort(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("What an instance tells of itself has " + text.length()
                    + " characters, but may have " + MOST_CHARACTERS + "; leave something out");
        }
    }

    /**
     * An instance.
     *
     * @param instance its name
     * @param text what it told last
     * @param age how long ago that was
     * @param leaseLeft how long its lease still runs; negative if it ended, by as much as it is ago
     */
    record Listed(String instance, String text, Duration age, Duration leaseLeft) {

        /** Whether its lease runs. */
        public boolean isPresent() {
            return !leaseLeft.isNegative() && !leaseLeft.isZero();
        }
    }
}
