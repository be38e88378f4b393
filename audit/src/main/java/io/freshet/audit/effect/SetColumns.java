package io.freshet.audit.effect;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Program;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns that an update by a new object sets, where attributes that are left empty are left alone: those whose setters are called, and those
 * that are filled at each update.
 */
final class SetColumns {

    private static final Pattern SETS_EMPTY =
            Pattern.compile("update-?strategy[\"']?\\s*[:=]\\s*[\"']?(ignored|always)", Pattern.CASE_INSENSITIVE);

    private final Program program;
    private final Bodies bodies;
    private final Entities entities;
    private final boolean setsEmpty;

    SetColumns(Program program, Bodies bodies, Entities entities) {
        this.program = program;
        this.bodies = bodies;
        this.entities = entities;
        setsEmpty = program.settings().stream()
                .anyMatch(text -> SETS_EMPTY.matcher(text).find());
    }

    /** The columns that storing the row sets; none if that cannot be told. */
    Optional<Set<String>> of(Node node, Symbol row, String entity) {
        Optional<Bodies.Captured> captured = bodies.captured(node.id(), row);
        return captured.isPresent()
                ? of(captured.get().method(), captured.get().symbol(), entity)
                : of(node.method(), row, entity);
    }

    private Optional<Set<String>> of(MethodModel method, Symbol row, String entity) {
        if (setsEmpty
                || !(row instanceof Symbol.Created created)
                || !created.type().equals(entity)) {
            return Optional.empty();
        }
        Set<String> columns = new HashSet<>();
        for (Call call : method.calls()) {
            Body.Arguments arguments = bodies.arguments(method.id(), call);
            boolean isOnRow = arguments.on().equals(row);
            boolean isHandedOn =
                    arguments.values().contains(row) && !isStoring(call) && call.kind() != Call.Kind.HANDED;
            if (isHandedOn || (isOnRow && !addSet(call, entity, columns))) {
                return Optional.empty();
            }
        }
        addFilled(entity, columns);
        columns.removeAll(keys(entity));
        return Optional.of(columns);
    }

    /** Whether the key that the row is given is that of another new object, so that the row was added just before. */
    boolean isOfNew(Node node, Symbol row, String entity) {
        Set<String> keys = keys(entity);
        return row instanceof Symbol.Created
                && node.method().calls().stream()
                        .filter(call -> bodies.arguments(node.id(), call).on().equals(row))
                        .filter(call -> setsOneOf(keys, call, entity))
                        .anyMatch(call -> bodies.arguments(node.id(), call).value(0) instanceof Symbol.Result got
                                && got.receiver() instanceof Symbol.Created);
    }

    private boolean setsOneOf(Set<String> keys, Call call, String entity) {
        return program.resolve(call.target()).stream()
                .flatMap(method -> method.writtenFields().stream())
                .anyMatch(field -> keys.contains(entities.column(entity, field)));
    }

    private boolean isStoring(Call call) {
        return call.target().owner().startsWith("com/baomidou/mybatisplus/")
                || program.supertypes(call.target().owner()).stream().anyMatch(MyBatisPlusCalls::isMapper);
    }

    /** Adds what a method of the row assigns; false if that is not its own method. */
    private boolean addSet(Call call, String entity, Set<String> columns) {
        if (call.target().name().equals("<init>")) {
            return call.target().parameters() == 0;
        }
        Optional<MethodModel> method = program.resolve(call.target());
        method.ifPresent(found -> found.writtenFields().forEach(field -> columns.add(entities.column(entity, field))));
        return method.isPresent() && (program.isOwn(method.get().id().owner()) || isStoring(call));
    }

    /** An update finds the row by its key, and leaves that as it is. */
    private Set<String> keys(String entity) {
        Set<String> keys = new HashSet<>(Set.of("id"));
        for (String type : program.supertypes(entity)) {
            program.find(type).stream()
                    .flatMap(found -> found.fields().stream())
                    .filter(field -> field.annotations().stream()
                            .anyMatch(use -> use.type().endsWith("/TableId")))
                    .forEach(field -> keys.add(entities.column(entity, field.name())));
        }
        return keys;
    }

    private void addFilled(String entity, Set<String> columns) {
        for (String type : program.supertypes(entity)) {
            for (FieldModel field : program.find(type).map(ClassModel::fields).orElse(List.of())) {
                if (field.annotations().stream().anyMatch(SetColumns::isFilled)) {
                    columns.add(entities.column(entity, field.name()));
                }
            }
        }
    }

    private static boolean isFilled(AnnotationUse use) {
        return use.type().endsWith("/TableField")
                && (use.text("fill").contains("UPDATE")
                        || Set.of("ALWAYS", "IGNORED").contains(use.text("updateStrategy")));
    }
}
