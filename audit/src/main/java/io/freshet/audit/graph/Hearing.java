package io.freshet.audit.graph;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Annotations;

/**
 * When a listener hears an event. Immutable.
 *
 * @param phase in which part of the transaction in which it is published
 * @param isAnyway whether it also hears one that is published without a transaction
 */
public record Hearing(Phase phase, boolean isAnyway) {

    private static final String WAITING = "org/springframework/transaction/event/TransactionalEventListener";
    private static final Hearing AT_ONCE = new Hearing(Phase.AT_ONCE, true);

    /** A part of a transaction. */
    public enum Phase {
        /** While the event is published. */
        AT_ONCE,
        /** Right before the commit. */
        BEFORE_COMMIT,
        /** After the commit, or after either end. */
        AFTER_COMMIT,
        /** Only if the transaction is rolled back. */
        AFTER_ROLLBACK
    }

    static Hearing of(MethodModel listener, Annotations annotations) {
        return annotations.onMethod(listener, WAITING).stream()
                .findFirst()
                .map(use -> new Hearing(phase(use), use.isTrue("fallbackExecution")))
                .orElse(AT_ONCE);
    }

    private static Phase phase(AnnotationUse use) {
        return switch (use.text("phase")) {
            case "BEFORE_COMMIT" -> Phase.BEFORE_COMMIT;
            case "AFTER_ROLLBACK" -> Phase.AFTER_ROLLBACK;
            default -> Phase.AFTER_COMMIT;
        };
    }
}
