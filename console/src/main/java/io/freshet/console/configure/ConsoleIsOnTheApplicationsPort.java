package io.freshet.console.configure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Actuator has no port of its own, on which the console would be. */
final class ConsoleIsOnTheApplicationsPort extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean isApart = ManagementPort.isApart(context.getEnvironment());
        return new ConditionOutcome(
                !isApart,
                ConditionMessage.forCondition("Freshet's console")
                        .because(isApart ? "Actuator has a port of its own" : "Actuator has no port of its own"));
    }
}
