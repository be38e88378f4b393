package io.freshet.spring.failure;

import io.freshet.resolve.DeclarationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** An annotation that cannot be honoured. */
final class DeclarationAnalyzer extends AbstractFailureAnalyzer<DeclarationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DeclarationException cause) {
        return new FailureAnalysis(cause.getMessage(), "Change the annotation or the method as described.", cause);
    }
}
