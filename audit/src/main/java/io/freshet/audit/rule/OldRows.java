package io.freshet.audit.rule;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import org.objectweb.asm.Type;

import java.util.Set;

/**
 * Rows that are stored and are there already, since a method on the way has just looked them up in their table: that they are stored adds none,
 * whatever the code could do with others.
 */
final class OldRows {

    private static final Set<String> STEPS = Set.of("get", "orElseThrow", "getFirst");

    private final Application application;

    OldRows(Application application) {
        this.application = application;
    }

    /** Whether a write on the way, as far as it adds rows, adds none. */
    boolean areOthers(CachedRead read, Coverage.Open open) {
        Effect effect = open.site().effect();
        boolean isHarmlessOtherwise = effect.operation() == Effect.Operation.INSERT
                || (effect.operation() == Effect.Operation.UPSERT
                        && !application
                                .relevant(read)
                                .test(new Effect(Effect.Operation.UPDATE, effect.table(), effect.columns())));
        return isHarmlessOtherwise && isFound(open);
    }

    private boolean isFound(Coverage.Open open) {
        for (int at = 0; at < open.nodes().size(); at++) {
            boolean isLast = at == open.nodes().size() - 1;
            Call onward = isLast ? open.site().call() : open.calls().get(at);
            Node node = open.nodes().get(at);
            boolean isGivenOne = application.bodies().arguments(node.id(), onward).values().stream()
                    .anyMatch(value -> isFound(node, value, open.site().effect().table()));
            if (isGivenOne) {
                return true;
            }
        }
        return false;
    }

    private boolean isFound(Node node, Symbol value, String table) {
        if (!(value instanceof Symbol.Result result)
                || result.method().returnType().getSort() != Type.OBJECT) {
            return false;
        } else if (STEPS.contains(result.method().name()) && result.receiver() != null) {
            return isFound(node, result.receiver(), table);
        }
        String type = result.method().returnType().getInternalName();
        boolean isRow = !type.startsWith("java/lang/") || type.equals("java/lang/Object");
        return isRow
                && node.method().calls().stream()
                        .filter(call -> call.target().equals(result.method()))
                        .anyMatch(call -> application.isLookUp(node, call, table));
    }
}
