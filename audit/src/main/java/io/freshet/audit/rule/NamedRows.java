package io.freshet.audit.rule;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
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

    private final Application application;

    NamedRows(Application application) {
        this.application = application;
    }

    /** Whether a write on the way is of rows with other names than those which the read asks for. */
    boolean areOthers(CachedRead read, Coverage.Open open) {
        String table = open.site().effect().table();
        Set<String> asked = names(read.node(), table, true).orElse(Set.of());
        return !asked.isEmpty()
                && open.nodes().stream()
                        .flatMap(node -> names(node, table, false).stream())
                        .anyMatch(names -> !names.isEmpty() && Collections.disjoint(names, asked));
    }

    /** The names in a method's calls that lead to the table; none if one of them is not known. */
    private Optional<Set<String>> names(Node node, String table, boolean needsName) {
        Set<String> names = new HashSet<>();
        for (Call call : node.method().calls()) {
            if (application.leadsTo(node, call, table)) {
                Optional<Set<String>> given = given(node, call);
                if (given.isEmpty() || (needsName && given.get().isEmpty())) {
                    return Optional.empty();
                }
                names.addAll(given.get());
            }
        }
        return Optional.of(names);
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
                List<String> known = value.texts();
                if (known.isEmpty() || known.stream().anyMatch(text -> text.contains(" "))) {
                    return Optional.empty();
                }
                texts.addAll(known);
            }
        }
        return Optional.of(texts);
    }
}
