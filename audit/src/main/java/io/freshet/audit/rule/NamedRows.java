package io.freshet.audit.rule;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import org.objectweb.asm.Type;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rows that the code calls by name, as those of a table of settings: a cached read that asks for the row {@code "security"} is not made stale by a
 * method that asks for {@code "mail"} and stores that. Names are texts written in the calls that lead to the table. Where one of these calls is
 * given a text that is not known, or one of several words, such as a statement, nothing can be said.
 */
final class NamedRows {

    private static final int DEPTH = 4;

    private final Application application;

    NamedRows(Application application) {
        this.application = application;
    }

    /** Whether a write on the way is of rows with other names than those which the read asks for. */
    boolean areOthers(CachedRead read, Coverage.Open open) {
        String table = open.site().effect().table();
        Set<String> asked = asked(read, table);
        return !asked.isEmpty()
                && open.nodes().stream()
                        .flatMap(node -> names(node, table, false).stream())
                        .anyMatch(names -> !names.isEmpty() && Collections.disjoint(names, asked));
    }

    /** The names that a cached read asks for, or what it gives its cache to load with; none if one is not known. */
    private Set<String> asked(CachedRead read, String table) {
        List<Node> loaders = application.caches().loaders(read);
        Set<String> asked = new HashSet<>();
        for (Node node : loaders.isEmpty() ? List.of(read.node()) : loaders) {
            Optional<Set<String>> names = names(node, table, true);
            if (names.isEmpty()) {
                return Set.of();
            }
            asked.addAll(names.get());
        }
        return asked;
    }

    /**
     * The names in a method's calls that lead to the table; none if one of them is not known.
     *
     * @param needsName whether each call has to have a name: itself, or what it arrives at
     */
    private Optional<Set<String>> names(Node node, String table, boolean needsName) {
        return names(node, table, needsName, 0);
    }

    private Optional<Set<String>> names(Node node, String table, boolean needsName, int depth) {
        Set<String> names = new HashSet<>();
        for (Call call : node.method().calls()) {
            if (application.leadsTo(node, call, table)) {
                Optional<Set<String>> given = given(node, call);
                if (needsName && given.filter(Set::isEmpty).isPresent()) {
                    given = below(node, call, table, depth);
                }
                if (given.isEmpty()) {
                    return Optional.empty();
                }
                names.addAll(given.get());
            }
        }
        return Optional.of(names);
    }

    private Optional<Set<String>> below(Node node, Call call, String table, int depth) {
        Set<String> names = new HashSet<>();
        for (Edge edge : application.graph().edges(node)) {
            if (edge.call().equals(call) && depth < DEPTH) {
                Optional<Set<String>> found = names(edge.target(), table, true, depth + 1);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                names.addAll(found.get());
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    /** The texts that a call is given; none if one of them is not known, or no name. */
    private Optional<Set<String>> given(Node node, Call call) {
        Body.Arguments arguments = application.bodies().arguments(node.id(), call);
        Type[] types = call.target().parameterTypes();
        Set<String> texts = new HashSet<>();
        for (int at = 0; at < types.length; at++) {
            boolean isText = types[at].getSort() == Type.OBJECT
                    && types[at].getInternalName().equals("java/lang/String");
            if (isText) {
                Symbol value = arguments.value(at);
                List<String> known = value instanceof Symbol.Field field
                        ? application.bodies().text(node.self(), field).stream().toList()
                        : value.texts();
                if (known.isEmpty() || known.stream().anyMatch(text -> text.contains(" "))) {
                    return Optional.empty();
                }
                texts.addAll(known);
            }
        }
        return Optional.of(texts);
    }
}
