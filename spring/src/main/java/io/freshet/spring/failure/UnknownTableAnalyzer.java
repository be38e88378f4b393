package io.freshet.spring.failure;

import io.freshet.capture.postgres.UnknownTableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A table that there is not. */
final class UnknownTableAnalyzer extends AbstractFailureAnalyzer<UnknownTableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownTableException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the table \"" + cause.table()
                        + "\" in @Cached, or create it before the application starts, for example by a migration.",
                cause);
    }
}
