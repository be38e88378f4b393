package io.freshet.console.configure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Somebody has asked for it, or the application runs where it is developed and nobody has said that it should not be there. */
final class ConsoleIsWanted extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        @Nullable String said = environment.getProperty("freshet.console.enabled");
        boolean isWanted = said == null ? Development.isHere(environment) : Boolean.parseBoolean(said);
        return new ConditionOutcome(
                isWanted,
                ConditionMessage.forCondition("Freshet's console")
                        .because(
                                said == null ? "of where the application runs" : "freshet.console.enabled is " + said));
    }
}
