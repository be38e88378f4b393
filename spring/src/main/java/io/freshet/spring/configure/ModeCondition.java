package io.freshet.spring.configure;

import io.freshet.spring.settings.Mode;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

import java.util.Set;

/** Holds in some modes. */
abstract class ModeCondition extends SpringBootCondition {

    private final Set<Mode> modes;

    private ModeCondition(Set<Mode> modes) {
        this.modes = modes;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Mode mode = mode(context.getEnvironment());
        return new ConditionOutcome(modes.contains(mode), ConditionMessage.of("freshet.mode is " + mode));
    }

    /** What is asked for. */
    private static Mode mode(Environment environment) {
        return Binder.get(environment).bind("freshet.mode", Mode.class).orElse(Mode.ON);
    }

    /** Freshet caches. */
    static final class On extends ModeCondition {
        On() {
            super(Set.of(Mode.ON));
        }
    }

    /** Freshet invalidates, whether it caches or not. */
    static final class Invalidating extends ModeCondition {
        Invalidating() {
            super(Set.of(Mode.ON, Mode.OFF));
        }
    }

    /** Freshet watches. */
    static final class Observing extends ModeCondition {
        Observing() {
            super(Set.of(Mode.OBSERVE));
        }
    }
}
