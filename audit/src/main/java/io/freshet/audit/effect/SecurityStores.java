package io.freshet.audit.effect;

import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Calls of the stores in tables that Spring Security brings: of users, of clients of OAuth 2, of what they were granted. Their tables are those of the
 * schemas that come with them, unless the application hands them other statements.
 */
final class SecurityStores implements Recognizer {

    private static final String SECURITY = "org/springframework/security/";
    private static final Map<String, Set<String>> TABLES = Map.of(
            SECURITY + "core/userdetails/jdbc/JdbcDaoImpl", Set.of("users", "authorities"),
            SECURITY + "oauth2/provider/client/JdbcClientDetailsService", Set.of("oauth_client_details"),
            SECURITY + "oauth2/server/authorization/client/JdbcRegisteredClientRepository",
                    Set.of("oauth2_registered_client"),
            SECURITY + "oauth2/server/authorization/JdbcOAuth2AuthorizationService", Set.of("oauth2_authorization"));
    private static final Pattern READING = Pattern.compile("(find|load|list|get|exists).*");
    private static final Pattern DELETING = Pattern.compile("(remove|delete).*");
    private static final Pattern WRITING = Pattern.compile("(add|save|create|update|change).*");
    private static final Pattern STATEMENT = Pattern.compile("set\\w*(Sql|Query|Statement)");

    private final Program program;
    private final Bodies bodies;
    private final Map<String, Set<String>> told = new HashMap<>();

    SecurityStores(Program program, Bodies bodies) {
        this.program = program;
        this.bodies = bodies;
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        Optional<String> store = store(call.target().owner());
        boolean isOwn = store.isPresent()
                && program.resolve(call.target())
                        .filter(method -> program.isOwn(method.id().owner()))
                        .isPresent();
        Optional<Effect.Operation> operation = store.isEmpty() || isOwn
                ? Optional.empty()
                : operation(call.target().name());
        return operation
                .map(each -> new Recognized(
                        tables(store.get()).stream()
                                .map(table -> Effect.of(each, table))
                                .toList(),
                        Optional.empty()))
                .orElseGet(Recognized::nothing);
    }

    private Optional<String> store(String owner) {
        return owner.startsWith(SECURITY) || program.isOwn(owner)
                ? program.supertypes(owner).stream().filter(TABLES::containsKey).findFirst()
                : Optional.empty();
    }

    private static Optional<Effect.Operation> operation(String name) {
        if (READING.matcher(name).matches()) {
            return Optional.of(Effect.Operation.READ);
        } else if (DELETING.matcher(name).matches()) {
            return Optional.of(Effect.Operation.DELETE);
        }
        return WRITING.matcher(name).matches() ? Optional.of(Effect.Operation.UPSERT) : Optional.empty();
    }

    /** The tables of the statements that the application hands to it, or else those of its schema. */
    private Set<String> tables(String store) {
        Set<String> tables = told.get(store);
        if (tables == null) {
            Set<String> found = new TreeSet<>();
            for (ClassModel type : program.classes()) {
                type.methods().forEach(method -> addTold(store, method, found));
            }
            tables = found.isEmpty() ? TABLES.getOrDefault(store, Set.of()) : found;
            told.put(store, tables);
        }
        return tables;
    }

    private void addTold(String store, MethodModel method, Set<String> found) {
        for (Call call : method.calls()) {
            boolean isTelling = STATEMENT.matcher(call.target().name()).matches()
                    && store(call.target().owner()).equals(Optional.of(store));
            List<String> texts =
                    isTelling ? bodies.arguments(method.id(), call).value(0).texts() : List.of();
            texts.stream()
                    .flatMap(text -> SqlText.effects(text).stream())
                    .flatMap(List::stream)
                    .forEach(effect -> found.add(effect.table()));
        }
    }
}
