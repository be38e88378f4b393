package io.freshet.audit.effect;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import io.freshet.sql.WrittenTables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which classes stand for rows of which tables. */
public final class Entities {

    private static final Map<String, List<String>> MARKS = Map.of(
            "jakarta/persistence/Entity", List.of(),
            "javax/persistence/Entity", List.of(),
            "org/springframework/data/relational/core/mapping/Table", List.of("value", "name"),
            "org/springframework/data/mongodb/core/mapping/Document", List.of("value", "collection"),
            "com/baomidou/mybatisplus/annotation/TableName", List.of("value"));

    private final Program program;
    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, String> named = new HashMap<>();

    /** Of a program. */
    public Entities(Program program) {
        this.program = program;
        for (ClassModel type : program.classes()) {
            mark(type).ifPresent(use -> {
                tables.put(type.name(), tableOf(type, use));
                String name = use.type().endsWith("/Entity") ? use.text("name") : "";
                named.put(name.isEmpty() ? Names.simple(type.name()) : name, type.name());
            });
        }
    }

    private static Optional<AnnotationUse> mark(ClassModel type) {
        return type.annotations().stream()
                .filter(use -> MARKS.containsKey(use.type()))
                .findFirst();
    }

    private String tableOf(ClassModel type, AnnotationUse use) {
        String[] attributes = MARKS.getOrDefault(use.type(), List.of()).toArray(String[]::new);
        for (String name : use.texts(attributes)) {
            return WrittenTables.plain(name);
        }
        for (AnnotationUse table : type.annotations()) {
            if (table.type().endsWith("/persistence/Table")
                    && !table.text("name").isEmpty()) {
                return WrittenTables.plain(table.text("name"));
            }
        }
        Optional<ClassModel> parent = type.superName() == null ? Optional.empty() : program.own(type.superName());
        return parent.flatMap(above -> mark(above).map(its -> tableOf(above, its)))
                .orElseGet(() -> Names.snake(Names.simple(type.name())));
    }

    /** The table of an entity, by its class. */
    public Optional<String> table(String type) {
        return Optional.ofNullable(tables.get(type));
    }

    /** The table of an entity, by the name that queries call it. */
    public Optional<String> tableNamed(String name) {
        return typeNamed(name).flatMap(this::table);
    }

    /** The class of an entity, by the name that queries call it. */
    public Optional<String> typeNamed(String name) {
        return Optional.ofNullable(named.get(name)).or(() -> {
            String internal = name.replace('.', '/');
            return tables.containsKey(internal) ? Optional.of(internal) : Optional.empty();
        });
    }

    /** What an attribute of an entity refers to, if it refers to another entity. */
    public Optional<String> target(String type, String attribute) {
        return program.field(type, attribute).flatMap(field -> {
            GenericType generic = typeOf(type, field);
            return Stream.concat(Stream.of(generic), generic.arguments().stream())
                    .map(GenericType::name)
                    .filter(tables::containsKey)
                    .findFirst();
        });
    }

    /** What happens if an entity is stored or removed: to its table, and to those that it hands this on to; none if it is no entity. */
    Optional<List<Effect>> handedOn(String type, Effect.Operation operation) {
        return table(type).map(table -> {
            List<Effect> effects = new ArrayList<>(List.of(Effect.of(operation, table)));
            handOn(type, operation, new HashSet<>(Set.of(type)), effects);
            return List.copyOf(effects);
        });
    }

    private void handOn(String type, Effect.Operation operation, Set<String> seen, List<Effect> effects) {
        for (String above : program.supertypes(type)) {
            for (FieldModel field : program.own(above).map(ClassModel::fields).orElse(List.of())) {
                Optional<String> target = target(type, field.name());
                if (target.isPresent() && isHandedOn(field, operation) && seen.add(target.get())) {
                    table(target.get()).ifPresent(table -> effects.add(Effect.of(operation, table)));
                    handOn(target.get(), operation, seen, effects);
                }
            }
        }
    }

    /** Whether storing, or removing, an entity does so to what the field refers to. */
    boolean isHandedOn(FieldModel field, Effect.Operation operation) {
        Set<String> kinds =
                operation == Effect.Operation.DELETE ? Set.of("ALL", "REMOVE") : Set.of("ALL", "PERSIST", "MERGE");
        return operation != Effect.Operation.READ
                && field.annotations().stream()
                        .filter(use -> use.type().contains("/persistence/"))
                        .anyMatch(use -> use.texts("cascade").stream().anyMatch(kinds::contains)
                                || (operation == Effect.Operation.DELETE && use.isTrue("orphanRemoval")));
    }

    /** The column of an attribute. */
    public String column(String type, String attribute) {
        Optional<FieldModel> field = program.field(type, attribute);
        List<AnnotationUse> uses = field.map(FieldModel::annotations).orElse(List.of());
        for (AnnotationUse use : uses) {
            boolean isNamed = Set.of("Column", "JoinColumn", "TableField").contains(Names.simple(use.type()));
            List<String> names = use.texts("name", "value");
            if (isNamed && !names.isEmpty()) {
                return WrittenTables.plain(names.get(0));
            }
        }
        return Names.snake(attribute);
    }

    private GenericType typeOf(String self, FieldModel field) {
        String owner = program.supertypes(self).stream()
                .filter(name -> program.find(name)
                        .flatMap(type -> type.field(field.name()))
                        .isPresent())
                .findFirst()
                .orElse(self);
        return program.fieldType(self, owner, field);
    }
}
