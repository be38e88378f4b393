package io.freshet.spring.failure;

import io.freshet.capture.postgres.MissingRightsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Rights that the role lacks. */
final class MissingRightsAnalyzer extends AbstractFailureAnalyzer<MissingRightsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingRightsException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Let the role \"" + cause.role()
                        + "\" do this, or have somebody who may run the script of PostgresCapture.script, or set freshet.capture=jdbc, which sees this application's writes only.",
                cause);
    }
}
