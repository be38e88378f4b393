package io.freshet.audit.rule;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Site;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodModel;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What becomes of a parameter on its way to the table: whether rows are looked up by it, or without it, or something else is made of it. Tests,
 * log lines and checks do not count: they do not change what is answered.
 */
final class KeyUse {

    private static final int DEPTH = 8;

    private final Application application;
    private final String table;
    private final Set<String> keyTypes;
    private boolean looksUpWithout;
    private boolean isElsewhere;

    /** Of a table, and of parameters that make keys of these classes. */
    private KeyUse(Application application, String table, Set<String> keyTypes) {
        this.application = application;
        this.table = table;
        this.keyTypes = keyTypes;
    }

    /** Whether rows of the table are looked up by the other parameters and without this one, which is not used for anything else. */
    static boolean isIdle(Application application, CachedRead read, String table, int parameter, Set<Integer> others) {
        KeyUse use = new KeyUse(application, table, application.caches().keyTypes(read));
        use.follow(read.node(), parameter, others, 0);
        return use.looksUpWithout && !use.isElsewhere;
    }

    private void follow(Node node, int parameter, Set<Integer> rest, int depth) {
        for (Call call : node.method().calls()) {
            Body.Arguments arguments = application.bodies().arguments(node.id(), call);
            Set<Integer> mine = indices(arguments, Set.of(parameter));
            Set<Integer> theirs = indices(arguments, rest);
            boolean isRead = reads(application.effects().of(node), call);
            List<Edge> edges = application.graph().edges(node).stream()
                    .filter(edge -> edge.call().equals(call) && leadsToTable(edge.target()))
                    .toList();
            if (isRead) {
                looksUpWithout |= mine.isEmpty() && !theirs.isEmpty();
            } else if (!edges.isEmpty() && depth < DEPTH) {
                for (Edge edge : edges) {
                    int shift = shift(call, edge.target());
                    Set<Integer> there = shifted(theirs, shift);
                    if (mine.size() > 1) {
                        isElsewhere = true;
                    } else if (!there.isEmpty()) {
                        follow(
                                edge.target(),
                                mine.isEmpty() ? -1 : mine.iterator().next() + shift,
                                there,
                                depth + 1);
                    }
                }
            } else if (!mine.isEmpty() && !isIdle(call)) {
                isElsewhere = true;
            }
        }
        isElsewhere |= application.bodies().of(node.id()).returned().stream()
                .anyMatch(symbol -> mentions(symbol, Set.of(parameter)));
    }

    /** A lambda's own parameters stand behind what it captures, and the object before that. */
    private static int shift(Call call, Node target) {
        MethodModel method = target.method();
        boolean isOnObject = call.kind() == Call.Kind.HANDED && !method.has(Opcodes.ACC_STATIC);
        return isOnObject ? -1 : 0;
    }

    private static Set<Integer> shifted(Set<Integer> indices, int shift) {
        return indices.stream().map(at -> at + shift).filter(at -> at >= 0).collect(Collectors.toSet());
    }

    private static Set<Integer> indices(Body.Arguments arguments, Set<Integer> parameters) {
        return IntStream.range(0, arguments.values().size())
                .filter(at -> mentions(arguments.values().get(at), parameters))
                .boxed()
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether it is one of the parameters, something that is asked of it, or a text with it; what it was given to is looked at by itself. */
    private static boolean mentions(Symbol symbol, Set<Integer> parameters) {
        if (symbol instanceof Symbol.Parameter parameter) {
            return parameters.contains(parameter.index());
        } else if (symbol instanceof Symbol.Result result) {
            return result.receiver() != null && mentions(result.receiver(), parameters);
        } else if (symbol instanceof Symbol.Joined joined) {
            return joined.parts().stream().anyMatch(each -> mentions(each, parameters));
        }
        return symbol instanceof Symbol.OneOf oneOf
                && oneOf.alternatives().stream().anyMatch(each -> mentions(each, parameters));
    }

    private boolean reads(List<Site> sites, Call call) {
        return sites.stream().anyMatch(site -> site.call().equals(call) && isRead(site.effect()));
    }

    private boolean isRead(Effect effect) {
        return !effect.isWrite() && effect.table().equals(table);
    }

    private boolean leadsToTable(Node target) {
        return application.reach(target).nodes().stream()
                .flatMap(node -> application.effects().of(node).stream())
                .anyMatch(site -> isRead(site.effect()));
    }

    /** What answers yes or no, or nothing, makes no part of the answer; nor does a key. */
    private boolean isIdle(Call call) {
        Type result = call.target().returnType();
        boolean isMaking = call.target().name().equals("<init>");
        return (result.getSort() == Type.VOID && !isMaking)
                || result.getSort() == Type.BOOLEAN
                || keyTypes.contains(call.target().owner());
    }
}
