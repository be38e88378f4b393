package io.freshet.key;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How far two names are apart, for messages that name the nearest one. */
public final class Spelling {

    private Spelling() {}

    /** The candidate with the fewest edits from the name. */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        return candidates.stream().min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Levenshtein's distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
