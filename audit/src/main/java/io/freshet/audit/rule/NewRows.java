package io.freshet.audit.rule;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.MethodId;
import org.objectweb.asm.Type;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows that are stored and cannot be there yet: a method on the way refuses what has an id already, or, of a request that posts, whatever has a
 * value that any row has, such as its name. What joins them to others is new with them,
 * and nobody asked for it by their ids.
 */
final class NewRows {

    private static final Set<String> KEYS = Set.of("getId", "id");
    private static final Set<Effect.Operation> LOOKING =
            Set.of(Effect.Operation.FIND, Effect.Operation.READ, Effect.Operation.SUM_UP);

    private final Application application;

    NewRows(Application application) {
        this.application = application;
    }

    /** Whether a write on the way adds rows that the read has not. */
    boolean areOthers(CachedRead read, Coverage.Open open) {
        Effect effect = open.site().effect();
        Optional<String> type = effect.operation() == Effect.Operation.UPSERT ? stored(open) : Optional.empty();
        if (type.isEmpty()) {
            return false;
        }
        Effect added = new Effect(Effect.Operation.INSERT, effect.table(), effect.columns());
        boolean isOfRow = application
                .entities()
                .table(type.get())
                .filter(effect.table()::equals)
                .isPresent();
        return isOfRow
                ? !application.relevant(read).test(added)
                : !application.entities().isOfEntity(effect.table())
                        && isAskedByOther(read, effect.table(), type.get());
    }

    /** Whether all that is asked of a table between asks by the key of the entity that is new. */
    private boolean isAskedByOther(CachedRead read, String table, String type) {
        List<Effect> asked = application.reads(read).stream()
                .filter(effect -> effect.table().equals(table))
                .toList();
        return application
                .entities()
                .reference(type, table)
                .filter(column ->
                        asked.stream().allMatch(effect -> effect.pinned().contains(column)))
                .isPresent();
    }

    /** The class of the row that is stored, if it is new. */
    private Optional<String> stored(Coverage.Open open) {
        int at = open.nodes().size() - 1;
        Symbol row = application
                .bodies()
                .arguments(open.nodes().get(at).id(), open.site().call())
                .value(0);
        Optional<String> type = Optional.empty();
        while (row instanceof Symbol.Parameter parameter) {
            Node node = open.nodes().get(at);
            Type declared = node.id().parameterTypes()[parameter.index()];
            type = type.or(() ->
                    declared.getSort() == Type.OBJECT ? Optional.of(declared.getInternalName()) : Optional.empty());
            if (isRefused(node, row) || (isPosted(open) && isTaken(node, row, type.orElse("")))) {
                return type;
            } else if (at == 0) {
                return Optional.empty();
            }
            at--;
            row = application
                    .bodies()
                    .arguments(open.nodes().get(at).id(), open.calls().get(at))
                    .value(parameter.index());
        }
        return Optional.empty();
    }

    private boolean isPosted(Coverage.Open open) {
        return application.entries().stream()
                .filter(entry -> entry.label().startsWith("POST "))
                .anyMatch(entry -> entry.node().equals(open.nodes().get(0)));
    }

    /** Whether a method refuses the row if any row has a value of it already, as a name: also if that is the same row, so that it can be no change. */
    private boolean isTaken(Node node, Symbol row, String type) {
        Set<MethodId> finders = application.effects().of(node).stream()
                .filter(site -> LOOKING.contains(site.effect().operation())
                        && application
                                .entities()
                                .table(type)
                                .filter(site.effect().table()::equals)
                                .isPresent())
                .map(site -> site.call().target())
                .collect(Collectors.toSet());
        return application.entities().isKeyGenerated(type)
                && application
                        .bodies()
                        .of(node.id())
                        .flow()
                        .filter(flow -> flow.alwaysRefuses(value -> value instanceof Symbol.Result found
                                && finders.contains(found.method())
                                && found.arguments().size() == 1
                                && found.arguments().get(0) instanceof Symbol.Result got
                                && row.equals(got.receiver())))
                        .isPresent();
    }

    private boolean isRefused(Node node, Symbol row) {
        return application
                .bodies()
                .of(node.id())
                .flow()
                .filter(flow -> flow.refuses(value -> value instanceof Symbol.Result key
                        && KEYS.contains(key.method().name())
                        && row.equals(key.receiver())))
                .isPresent();
    }
}
