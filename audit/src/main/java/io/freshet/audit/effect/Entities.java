package io.freshet.audit.effect;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import io.freshet.sql.WrittenTables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which classes stand for rows of which tables. */
public final class Entities {

    private static final Map<String, List<String>> MARKS = Map.of(
            "jakarta/persistence/Entity", List.of(),
            "javax/persistence/Entity", List.of(),
            "org/springframework/data/relational/core/mapping/Table", List.of("value", "name"),
            "org/springframework/data/mongodb/core/mapping/Document", List.of("value", "collection"),
            "com/baomidou/mybatisplus/annotation/TableName", List.of("value"));

    private static final String TENANT_ID = "org/hibernate/annotations/TenantId";

    private final Program program;
    private final Associations associations;
    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, NamedQuery> queries = new HashMap<>();
    private final Map<String, String> named = new HashMap<>();

    /** Of a program. */
    public Entities(Program program) {
        this.program = program;
        this.associations = new Associations(program, this);
        for (ClassModel type : program.classes()) {
            type.annotations().forEach(this::addQueries);
            mark(type).ifPresent(use -> {
                tables.put(type.name(), tableOf(type, use));
                String name = use.type().endsWith("/Entity") ? use.text("name") : "";
                named.put(name.isEmpty() ? Names.simple(type.name()) : name, type.name());
            });
        }
        for (ClassModel type : program.classes()) {
            MyBatisPlusCalls.entity(program, GenericType.of(type.name()))
                    .filter(program::isOwn)
                    .ifPresent(entity -> tables.computeIfAbsent(entity, name -> Names.snake(Names.simple(name))));
        }
    }

    /**
     * A query that has a name.
     *
     * @param text the query
     * @param isNative whether it is SQL
     */
    record NamedQuery(String text, boolean isNative) {}

    private void addQueries(AnnotationUse use) {
        String name = Names.simple(use.type());
        if (name.equals("NamedQueries") || name.equals("NamedNativeQueries")) {
            use.annotations("value").forEach(this::addQueries);
        } else if (name.equals("NamedQuery") || name.equals("NamedNativeQuery")) {
            queries.put(use.text("name"), new NamedQuery(use.text("query"), name.equals("NamedNativeQuery")));
        }
    }

    /** The query of a name. */
    Optional<NamedQuery> query(String name) {
        return Optional.ofNullable(queries.get(name));
    }

    /** All queries that have a name. */
    Collection<NamedQuery> queries() {
        return List.copyOf(queries.values());
    }

    /** What they refer to. */
    Associations associations() {
        return associations;
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
                .orElseGet(() -> use.type().endsWith("/Document")
                        ? Names.simple(type.name()).toLowerCase(Locale.ROOT)
                        : Names.snake(Names.simple(type.name())));
    }

    /** The table of an entity, by its class. */
    public Optional<String> table(String type) {
        return Optional.ofNullable(tables.get(type));
    }

    /** The column by which rows that stand between entities refer to the one of the class; none if that is not known. */
    public Optional<String> reference(String type, String table) {
        return associations.reference(type, table);
    }

    /**
     * A column whose values are primary keys of an entity.
     *
     * @param table the table of the column
     * @param column the column
     */
    public record Reference(String table, String column) {}

    /** The entity to whose rows the column refers; none if no association says so. */
    public Optional<String> referred(Reference reference) {
        return tables.keySet().stream()
                .flatMap(type -> associations.references(type, false).entrySet().stream())
                .filter(each -> each.getValue().filter(reference::equals).isPresent())
                .map(each -> associations.target(each.getKey()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** By what entities of these tables refer to rows of an entity, all or those that are fetched with them; an empty one is not known. */
    public Set<Optional<Reference>> references(Set<String> from, String type, boolean isEager) {
        return tables.entrySet().stream()
                .filter(each -> from.contains(each.getValue()))
                .flatMap(each -> associations.references(each.getKey(), isEager).entrySet().stream())
                .filter(each ->
                        associations.target(each.getKey()).filter(type::equals).isPresent())
                .map(Map.Entry::getValue)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The classes of entities whose rows the table has. */
    public Set<String> types(String table) {
        return tables.entrySet().stream()
                .filter(each -> each.getValue().equals(table))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The table between an entity and what its attribute holds; none if there is none. */
    public Optional<String> between(String type, String attribute) {
        return associations.between(type, attribute);
    }

    /** Whether rows of the table are entities, rather than stand between these. */
    public boolean isOfEntity(String table) {
        return tables.containsValue(table);
    }

    /** The table of an entity, by the name that queries call it. */
    public Optional<String> tableNamed(String name) {
        return typeNamed(name).flatMap(this::table);
    }

    /** Whether Hibernate shows each tenant its own rows of a table. */
    public boolean isOfTenants(String table) {
        return tables.entrySet().stream()
                .filter(each -> each.getValue().equals(table))
                .flatMap(each -> program.supertypes(each.getKey()).stream())
                .flatMap(name -> program.own(name).stream())
                .flatMap(type -> type.fields().stream())
                .flatMap(field -> field.annotations().stream())
                .anyMatch(use -> use.type().equals(TENANT_ID));
    }

    /** Whether a column alone is the primary key of a table: of one without an entity that tells, if it is called {@code id}. */
    public boolean isKey(String table, String column) {
        Set<String> keys = new HashSet<>();
        tables.forEach((type, name) -> {
            if (name.equals(table)) {
                keys.addAll(keys(type));
            }
        });
        return keys.isEmpty() ? column.equals("id") : keys.equals(Set.of(column));
    }

    /** Whether the entity says what its primary key is, and the column is not part of that. */
    public boolean hasOtherKey(String type, String column) {
        Set<String> keys = keys(type);
        return !keys.isEmpty() && !keys.contains(column);
    }

    /** The attributes of entities that are in the column, by where they are declared, if it is of their primary keys: no row ever gets another value. */
    public Set<FieldModel> keyAttributes(String table, String column) {
        return types(table).stream()
                .flatMap(type -> program.supertypes(type).stream()
                        .flatMap(name -> program.find(name).stream())
                        .flatMap(found -> found.fields().stream())
                        .filter(field -> field.annotations().stream().anyMatch(Entities::isKey)
                                && column(type, field.name()).equals(column)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Set<String> keys(String type) {
        Set<String> keys = new HashSet<>();
        for (String name : program.supertypes(type)) {
            program.find(name).stream()
                    .flatMap(found -> found.fields().stream())
                    .filter(field -> field.annotations().stream().anyMatch(Entities::isKey))
                    .forEach(field -> keys.add(column(type, field.name())));
        }
        return keys;
    }

    /** The attributes that are the primary key of an entity, as fields or getters say: {@code id} if none does. */
    Set<String> keyNames(String type) {
        Set<String> names = new HashSet<>();
        for (ClassModel found : program.supertypes(type).stream()
                .flatMap(name -> program.find(name).stream())
                .toList()) {
            found.fields().stream()
                    .filter(field -> field.annotations().stream().anyMatch(Entities::isKey))
                    .forEach(field -> names.add(field.name()));
            found.methods().stream()
                    .filter(method -> method.annotations().stream().anyMatch(Entities::isKey))
                    .forEach(method ->
                            names.add(Names.lowerFirst(method.id().name().replaceFirst("^get(?=[A-Z])", ""))));
        }
        return names.isEmpty() ? Set.of("id") : Set.copyOf(names);
    }

    /** Whether the database or the provider makes the primary keys of an entity. */
    public boolean isKeyGenerated(String type) {
        return program.supertypes(type).stream()
                .flatMap(name -> program.find(name).stream())
                .flatMap(found -> found.fields().stream())
                .filter(field -> field.annotations().stream().anyMatch(Entities::isKey))
                .flatMap(field -> field.annotations().stream())
                .anyMatch(use -> use.type().endsWith("/persistence/GeneratedValue"));
    }

    private static boolean isKey(AnnotationUse use) {
        return Set.of("Id", "EmbeddedId", "TableId").contains(Names.simple(use.type()));
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
            if (operation.isWrite()) {
                effects.addAll(associations.stored(type, operation));
                handOn(type, operation, new HashSet<>(Set.of(type)), effects);
            } else if (operation == Effect.Operation.READ || operation == Effect.Operation.FIND) {
                effects.addAll(associations.eager(type));
            }
            return effects.stream().distinct().toList();
        });
    }

    private void handOn(String type, Effect.Operation operation, Set<String> seen, List<Effect> effects) {
        for (String above : program.supertypes(type)) {
            for (FieldModel field : program.own(above).map(ClassModel::fields).orElse(List.of())) {
                Optional<String> target = target(type, field.name());
                if (target.isPresent() && isHandedOn(field, operation) && seen.add(target.get())) {
                    table(target.get()).ifPresent(table -> effects.add(Effect.of(operation, table)));
                    effects.addAll(associations.stored(target.get(), operation));
                    handOn(target.get(), operation, seen, effects);
                }
            }
        }
    }

    /** Whether storing, or removing, an entity does so to what the field refers to. */
    boolean isHandedOn(FieldModel field, Effect.Operation operation) {
        Set<String> kinds =
                operation == Effect.Operation.DELETE ? Set.of("ALL", "REMOVE") : Set.of("ALL", "PERSIST", "MERGE");
        return operation.isWrite()
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
            boolean isNamed =
                    Set.of("Column", "JoinColumn", "TableField", "TableId").contains(Names.simple(use.type()));
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
