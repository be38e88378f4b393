package io.freshet.audit.effect;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import io.freshet.sql.WrittenTables;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls of jOOQ: a table is a constant of a generated class, which is named as the table is in upper case, or a text that {@code DSL.table} is
 * told. The columns of an update are those that its chain sets.
 */
final class JooqCalls implements Recognizer {

    private static final String ROOT = "org/jooq/";
    private static final Map<String, Effect.Operation> OPERATIONS = Map.ofEntries(
            Map.entry("selectFrom", Effect.Operation.READ),
            Map.entry("from", Effect.Operation.READ),
            Map.entry("fetch", Effect.Operation.READ),
            Map.entry("fetchOne", Effect.Operation.READ),
            Map.entry("fetchSingle", Effect.Operation.READ),
            Map.entry("fetchOptional", Effect.Operation.READ),
            Map.entry("fetchAny", Effect.Operation.READ),
            Map.entry("fetchStream", Effect.Operation.READ),
            Map.entry("fetchExists", Effect.Operation.READ),
            Map.entry("fetchCount", Effect.Operation.SUM_UP),
            Map.entry("insertInto", Effect.Operation.INSERT),
            Map.entry("mergeInto", Effect.Operation.UPSERT),
            Map.entry("update", Effect.Operation.UPDATE),
            Map.entry("deleteFrom", Effect.Operation.DELETE),
            Map.entry("delete", Effect.Operation.DELETE),
            Map.entry("truncate", Effect.Operation.DELETE),
            Map.entry("truncateTable", Effect.Operation.DELETE));
    private static final Map<String, Effect.Operation> OF_RECORDS = Map.of(
            "store", Effect.Operation.UPSERT,
            "merge", Effect.Operation.UPSERT,
            "insert", Effect.Operation.INSERT,
            "update", Effect.Operation.UPDATE,
            "delete", Effect.Operation.DELETE,
            "deleteById", Effect.Operation.DELETE,
            "refresh", Effect.Operation.READ);
    private static final Map<String, Effect.Operation> EXECUTED = Map.of(
            "executeInsert", Effect.Operation.INSERT,
            "executeUpdate", Effect.Operation.UPDATE,
            "executeDelete", Effect.Operation.DELETE);
    private static final Set<String> TABLE = Set.of("org/jooq/Table", "org/jooq/TableLike");

    private final Program program;
    private final Bodies bodies;
    private final Types types;

    JooqCalls(Program program, Bodies bodies, Types types) {
        this.program = program;
        this.bodies = bodies;
        this.types = types;
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        String owner = call.target().owner();
        String name = call.target().name();
        if (isA(owner, "UpdatableRecord") || isA(owner, "TableRecord")) {
            return OF_RECORDS.containsKey(name)
                    ? of(OF_RECORDS.get(name), record(owner), "the table of a record")
                    : Recognized.nothing();
        } else if (isA(owner, "DAO") && !isWritten(call)) {
            return ofDao(owner, name);
        } else if (!owner.startsWith(ROOT)) {
            return Recognized.nothing();
        } else if (EXECUTED.containsKey(name)) {
            Optional<String> type =
                    types.of(node, bodies.arguments(node.id(), call).value(0));
            return of(EXECUTED.get(name), type.flatMap(this::record), "the table of a record");
        }
        boolean isJoin = name.endsWith("oin") && call.target().parameters() == 1;
        Effect.Operation operation = isJoin ? Effect.Operation.READ : OPERATIONS.get(name);
        if (operation == null || !takesTable(call)) {
            return Recognized.nothing();
        }
        Symbol first = bodies.arguments(node.id(), call).value(0);
        if (isDerived(first)) {
            return Recognized.nothing();
        }
        Optional<String> table = table(first);
        return operation == Effect.Operation.UPDATE
                ? Recognized.of(
                        table.map(found -> List.of(new Effect(operation, found, columns(node, call)))),
                        () -> "the table of " + call.target().display())
                : of(operation, table, "the table of " + call.target().display());
    }

    private static Recognized of(Effect.Operation operation, Optional<String> table, String what) {
        return Recognized.of(table.map(found -> List.of(Effect.of(operation, found))), () -> what);
    }

    private boolean isA(String owner, String type) {
        return owner.equals(ROOT + type)
                || owner.equals(ROOT + "impl/" + type + "Impl")
                || program.supertypes(owner).stream()
                        .anyMatch(name -> name.equals(ROOT + type) || name.equals(ROOT + "impl/" + type + "Impl"));
    }

    /** Whether the method was written, or generated, with a body: what it calls is seen. */
    private boolean isWritten(Call call) {
        return program.resolve(call.target())
                .filter(method -> program.isOwn(method.id().owner())
                        && !method.id().owner().startsWith(ROOT)
                        && method.hasBody())
                .isPresent();
    }

    private static boolean takesTable(Call call) {
        return call.target().parameters() > 0
                && TABLE.contains(call.target().parameterTypes()[0].getInternalName());
    }

    private Recognized ofDao(String owner, String name) {
        Effect.Operation operation = name.startsWith("fetch") || name.startsWith("find") || name.startsWith("exists")
                ? Effect.Operation.READ
                : name.startsWith("count") ? Effect.Operation.SUM_UP : OF_RECORDS.get(name);
        if (operation == null) {
            return Recognized.nothing();
        }
        List<GenericType> arguments =
                program.argumentsOf(owner, type -> type.equals(ROOT + "impl/DAOImpl") || type.equals(ROOT + "DAO"));
        Optional<String> table =
                arguments.isEmpty() ? Optional.empty() : record(arguments.get(0).name());
        return of(operation, table, "the table of a DAO");
    }

    /** A generated record is named after its table. */
    private Optional<String> record(String type) {
        String name = Names.simple(type);
        boolean isGenerated = name.endsWith("Record") && !type.startsWith(ROOT);
        return isGenerated
                ? Optional.of(Names.snake(name.substring(0, name.length() - "Record".length())))
                : Optional.empty();
    }

    /** A query in place of a table: it is seen where it is made. */
    private static boolean isDerived(Symbol symbol) {
        return symbol instanceof Symbol.Result result
                && !Set.of("as", "table", "join", "leftJoin", "innerJoin")
                        .contains(result.method().name())
                && result.method().owner().startsWith(ROOT)
                && !TABLE.contains(result.method().owner());
    }

    private Optional<String> table(Symbol symbol) {
        if (symbol instanceof Symbol.Field field) {
            boolean isGenerated = field.name().equals(field.name().toUpperCase(Locale.ROOT));
            return isGenerated ? Optional.of(field.name().toLowerCase(Locale.ROOT)) : Optional.empty();
        } else if (symbol instanceof Symbol.Result result) {
            boolean isNamed = Set.of("table", "name").contains(result.method().name())
                    && !result.arguments().isEmpty();
            if (isNamed) {
                return result.arguments()
                        .get(0)
                        .text()
                        .map(WrittenTables::plain)
                        .or(() -> table(result.arguments().get(0)));
            }
            return result.receiver() == null ? Optional.empty() : table(result.receiver());
        }
        return Optional.empty();
    }

    /** The columns that the chain after the call sets; none, for any, if that cannot be told. */
    private Set<String> columns(Node node, Call update) {
        Set<String> columns = new HashSet<>();
        Symbol target = bodies.arguments(node.id(), update).value(0);
        for (Call call : node.method().calls()) {
            boolean isSet =
                    call.target().name().equals("set") && call.target().owner().startsWith(ROOT + "UpdateSet");
            if (isSet) {
                Optional<Symbol> root =
                        updated(bodies.arguments(node.id(), call).on());
                Symbol field = bodies.arguments(node.id(), call).value(0);
                if (root.isEmpty() || !(field instanceof Symbol.Field named)) {
                    return Set.of();
                } else if (root.get().equals(target)) {
                    columns.add(named.name().toLowerCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }

    private static Optional<Symbol> updated(Symbol on) {
        if (!(on instanceof Symbol.Result result)) {
            return Optional.empty();
        }
        return result.method().name().equals("update")
                ? result.arguments().stream().findFirst()
                : result.receiver() == null ? Optional.empty() : updated(result.receiver());
    }
}
