package io.freshet.audit.effect;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final String CREATOR = "org/springframework/jdbc/core/PreparedStatementCreator";
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

    private final Program program;
    private final Bodies bodies;
    private final Texts texts;

    JdbcCalls(Program program, Bodies bodies, Texts texts) {
        this.program = program;
        this.bodies = bodies;
        this.texts = texts;
    }

    /** A statement that is made later by an object of one's own is told where that object is made: there it is known what it is given. */
    private Recognized creator(Node node, Call call) {
        Type[] types = call.target().parameterTypes();
        for (int at = 0; at < types.length; at++) {
            if (types[at].getDescriptor().equals("Ljava/lang/String;")) {
                return Recognized.of(
                        texts.effects(node, bodies.arguments(node.id(), call).value(at), SqlText::effects),
                        true,
                        () -> "the SQL that " + call.target().display() + " is given");
            }
        }
        return Recognized.nothing();
    }

    private boolean isCreator(String type) {
        return program.isOwn(type) && program.isA(type, CREATOR);
    }

    private static boolean isGiven(Symbol text) {
        return text instanceof Symbol.Field field && field.isOwn();
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        boolean isMaking =
                call.target().name().equals("<init>") && isCreator(call.target().owner());
        if (isMaking && !program.isA(node.id().owner(), call.target().owner())) {
            return creator(node, call);
        }
        String descriptor = call.target().descriptor();
        boolean areTexts = descriptor.startsWith("([Ljava/lang/String;)");
        if (!OWNERS.contains(call.target().owner())
                || !METHODS.contains(call.target().name())
                || !(areTexts || descriptor.startsWith("(Ljava/lang/String;"))) {
            return Recognized.nothing();
        } else if (areTexts) {
            return Recognized.of(
                    ofAll(node, call), true, () -> "the SQL of " + call.target().display());
        }
        Symbol text = bodies.arguments(node.id(), call).value(0);
        if (isCreator(node.self()) && isGiven(text)) {
            return Recognized.nothing();
        }
        return Recognized.of(
                texts.effects(node, text, SqlText::effects),
                !call.target().name().matches("query.*|executeQuery"),
                () -> "the SQL of " + call.target().display());
    }

    /** Of several statements that are put into an array in the method itself; none if not all are known. */
    private Optional<List<Effect>> ofAll(Node node, Call call) {
        List<Symbol> statements = bodies.arguments(node.id(), call).value(0) instanceof Symbol.Array array
                ? bodies.of(node.id()).elements(array)
                : List.of();
        List<Effect> all = new ArrayList<>();
        for (Symbol statement : statements) {
            Optional<List<Effect>> found = texts.effects(node, statement, SqlText::effects);
            if (found.isEmpty()) {
                return found;
            }
            all.addAll(found.get());
        }
        return statements.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
