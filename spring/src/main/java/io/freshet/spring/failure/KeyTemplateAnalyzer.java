package io.freshet.spring.failure;

import io.freshet.key.KeyTemplateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A key template or a pattern that cannot be read. */
final class KeyTemplateAnalyzer extends AbstractFailureAnalyzer<KeyTemplateException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KeyTemplateException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Change the key template or the pattern as described: segments are separated by colons, values stand in braces.",
                cause);
    }
}
