package io.freshet.spring.configure;

import io.freshet.spring.settings.CaptureMode;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds unless {@code freshet.capture} is none. */
final class CaptureIsWanted extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        CaptureMode mode = mode(context.getEnvironment());
        return new ConditionOutcome(mode != CaptureMode.NONE, ConditionMessage.of("freshet.capture is " + mode));
    }

    /** What is asked for. */
    static CaptureMode mode(Environment environment) {
        return Binder.get(environment)
                .bind("freshet.capture", CaptureMode.class)
                .orElse(CaptureMode.AUTO);
    }
}
