package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One entry as one instance has it.
 *
 * @param instance its name
 * @param here whether it is the one that answers
 * @param tier where it lies for that instance; null if there is none, or that is not known
 * @param state whether it is served, or why not; null likewise
 * @param explanation the same in a sentence; null if that is not known
 * @param ageMillis how long ago it was loaded, about; null likewise
 * @param leftMillis until it expires, negative if it has; null likewise
 * @param asOf the numbers of the sequence of invalidations that were known before it was loaded; empty likewise
 * @param unknown why nothing is known of it; null if something is
 */
public record EntryOnNode(
        String instance,
        boolean here,
        @Nullable String tier,
        @Nullable EntryState state,
        @Nullable String explanation,
        @Nullable Long ageMillis,
        @Nullable Long leftMillis,
        List<Long> asOf,
        @Nullable String unknown) {

    /** Of an instance of which it is not known. */
    public static EntryOnNode unknown(String instance, String why) {
        return new EntryOnNode(instance, false, null, null, null, null, null, List.of(), "Unknown, because " + why);
    }

    /** The same, told to another instance. */
    public EntryOnNode toldTo(String other) {
        return new EntryOnNode(
                instance, instance.equals(other), tier, state, explanation, ageMillis, leftMillis, asOf, unknown);
    }
}
