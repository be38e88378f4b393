package io.freshet.spring.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The application cannot start with what it says about its caches; the message has every mistake. */
public final class ConfigurationMistakesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    /** All of them, at least one. */
    public ConfigurationMistakesException(List<Mistake> mistakes) {
        super(mistakes.stream()
                .map(mistake -> "\n  - " + mistake)
                .collect(Collectors.joining("", "Freshet cannot start:", "")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** All of them. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
