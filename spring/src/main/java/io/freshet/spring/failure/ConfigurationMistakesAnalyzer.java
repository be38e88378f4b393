package io.freshet.spring.failure;

import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.Mistake;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import java.util.stream.Collectors;

/** Shows all mistakes at once. */
final class ConfigurationMistakesAnalyzer extends AbstractFailureAnalyzer<ConfigurationMistakesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationMistakesException cause) {
        String description = cause.mistakes().stream()
                .map(mistake -> "  - " + mistake.what())
                .collect(Collectors.joining("\n", "Freshet cannot start with what is said about its caches:\n\n", ""));
        String action = cause.mistakes().stream()
                .map(Mistake::remedy)
                .filter(remedy -> !remedy.isEmpty())
                .distinct()
                .map(remedy -> "  - " + remedy)
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(description, action.isEmpty() ? "Mend what is named above." : action, cause);
    }
}
