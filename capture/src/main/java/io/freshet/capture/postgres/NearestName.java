package io.freshet.capture.postgres;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that someone may have meant. */
final class NearestName {

    private NearestName() {}

    static Optional<String> of(String wanted, Collection<String> names) {
        return names.stream().min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] present = new int[b.length() + 1];
            present[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                present[j] = Math.min(replaced, 1 + Math.min(previous[j], present[j - 1]));
            }
            previous = present;
        }
        return previous[b.length()];
    }
}
