package io.freshet.doctor;

import java.util.Arrays;
import java.util.Locale;

/** How bad a finding is; the later, the worse. */
enum Level {
    OK,
    NOTE,
    WARNING,
    PROBLEM;

    /** As the endpoint writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws DoctorException if this version does not know the word */
    static Level of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new DoctorException("the endpoint answered a severity '" + word
                        + "', which this version of the doctor does not know; use that of the application"));
    }
}
