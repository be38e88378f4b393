package io.freshet.audit.effect;

import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;

import java.util.Set;

/** Calls that hand SQL to JDBC, or to what Spring puts around it. */
final class JdbcCalls implements Recognizer {

    private static final Set<String> OWNERS = Set.of(
            "org/springframework/jdbc/core/JdbcTemplate",
            "org/springframework/jdbc/core/JdbcOperations",
            "org/springframework/jdbc/core/namedparam/NamedParameterJdbcTemplate",
            "org/springframework/jdbc/core/namedparam/NamedParameterJdbcOperations",
            "org/springframework/jdbc/core/simple/JdbcClient",
            "org/springframework/r2dbc/core/DatabaseClient",
            "java/sql/Connection",
            "java/sql/Statement");
    private static final Set<String> METHODS = Set.of(
            "update",
            "batchUpdate",
            "query",
            "queryForObject",
            "queryForList",
            "queryForMap",
            "queryForRowSet",
            "queryForStream",
            "execute",
            "sql",
            "prepareStatement",
            "executeUpdate",
            "executeQuery",
            "executeLargeUpdate",
            "addBatch");

    private final Bodies bodies;
    private final Texts texts;

    JdbcCalls(Bodies bodies, Texts texts) {
        this.bodies = bodies;
        this.texts = texts;
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        boolean isText = call.target().descriptor().startsWith("(Ljava/lang/String;");
        if (!OWNERS.contains(call.target().owner())
                || !METHODS.contains(call.target().name())
                || !isText) {
            return Recognized.nothing();
        }
        return Recognized.of(
                texts.effects(node.id(), bodies.arguments(node.id(), call).value(0), SqlText::effects),
                !call.target().name().matches("query.*|executeQuery"),
                () -> "the SQL of " + call.target().display());
    }
}
