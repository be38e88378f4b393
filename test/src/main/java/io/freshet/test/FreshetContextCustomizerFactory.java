package io.freshet.test;

import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

import java.util.List;

/** Finds the tests whose contexts are to be set up. Used by Spring. */
final class FreshetContextCustomizerFactory implements ContextCustomizerFactory {

    FreshetContextCustomizerFactory() {}

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        AutoConfigureFreshet found =
                TestContextAnnotationUtils.findMergedAnnotation(testClass, AutoConfigureFreshet.class);
        return found == null ? null : new FreshetContextCustomizer(found.tier());
    }
}
