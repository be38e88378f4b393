package io.freshet.spring.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How names are compared: by letters and digits alone. */
public final class Names {

    private Names() {}

    /** The letters and digits of a name, in lower case: one for all its spellings. */
    static String canonical(String name) {
        StringBuilder kept = new StringBuilder(name.length());
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> kept.append((char) c));
        return kept.toString().toLowerCase(Locale.ROOT);
    }

    /** The one among these that is spelled most alike. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String wanted = canonical(name);
        return known.stream()
                .sorted()
                .min(Comparator.comparingInt(candidate -> distance(wanted, canonical(candidate))));
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
