package io.freshet.audit.effect;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Program;
import io.freshet.sql.WrittenTables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What entities refer to, beyond their own rows: other entities, tables that join, tables of plain values. */
final class Associations {

    private static final Set<String> EAGER = Set.of("ManyToOne", "OneToOne");
    private static final Set<String> ALL = Set.of("ManyToOne", "OneToOne", "OneToMany", "ManyToMany");

    private final Program program;
    private final Entities entities;

    Associations(Program program, Entities entities) {
        this.program = program;
        this.entities = entities;
    }

    private static boolean isOfJpa(AnnotationUse use, Set<String> names) {
        return use.type().contains("/persistence/") && names.contains(Names.simple(use.type()));
    }

    private static Optional<AnnotationUse> use(FieldModel field, String name) {
        return field.annotations().stream()
                .filter(use -> isOfJpa(use, Set.of(name)))
                .findFirst();
    }

    /** The table between an entity and what its attribute holds: of a many-to-many association or of plain values; none if there is none. */
    Optional<String> between(String type, String attribute) {
        return program.field(type, attribute).flatMap(field -> between(type, field));
    }

    private Optional<String> between(String type, FieldModel field) {
        Optional<AnnotationUse> many = use(field, "ManyToMany");
        if (many.isPresent() && !many.get().text("mappedBy").isEmpty()) {
            return entities.target(type, field.name())
                    .flatMap(target -> between(target, many.get().text("mappedBy")));
        }
        Optional<AnnotationUse> joined = use(field, "JoinTable");
        Optional<AnnotationUse> collected = use(field, "CollectionTable");
        Optional<String> named = Stream.of(joined, collected)
                .flatMap(Optional::stream)
                .map(use -> use.text("name"))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(WrittenTables::plain);
        boolean isMany = many.isPresent() || joined.isPresent();
        Optional<String> usual = isMany
                ? entities.target(type, field.name())
                        .flatMap(entities::table)
                        .flatMap(target -> entities.table(type).map(own -> own + "_" + target))
                : Optional.empty();
        Optional<String> values = use(field, "ElementCollection")
                .map(use -> Names.snake(Names.simple(type)) + "_" + Names.snake(field.name()));
        return named.or(() -> usual).or(() -> values);
    }

    /** Whether the entity owns the association: rows of the table between come and go with it. */
    private static boolean isOwner(FieldModel field) {
        return use(field, "ManyToMany")
                .map(many -> many.text("mappedBy").isEmpty())
                .orElse(true);
    }

    private List<FieldModel> fields(String type) {
        return program.supertypes(type).stream()
                .flatMap(name -> program.own(name).stream())
                .map(ClassModel::fields)
                .flatMap(List::stream)
                .filter(field -> !field.isStatic())
                .toList();
    }

    /** What reading an entity reads besides its own row, since it is fetched eagerly. */
    List<Effect> eager(String type) {
        List<Effect> effects = new ArrayList<>();
        addEager(type, new HashSet<>(Set.of(type)), effects);
        return effects;
    }

    private void addEager(String type, Set<String> seen, List<Effect> effects) {
        for (FieldModel field : fields(type)) {
            if (isEager(field)) {
                between(type, field).ifPresent(table -> effects.add(rowsBetween(type, table)));
                entities.target(type, field.name()).filter(seen::add).ifPresent(target -> {
                    entities.table(target).ifPresent(table -> effects.add(Effect.of(reading(field), table)));
                    addEager(target, seen, effects);
                });
            }
        }
    }

    private static boolean isEager(FieldModel field) {
        return field.annotations().stream().anyMatch(use -> {
            boolean isUsual = isOfJpa(use, EAGER) && use.text("fetch").isEmpty();
            boolean isAsked = (isOfJpa(use, ALL) || isOfJpa(use, Set.of("ElementCollection")))
                    && use.text("fetch").equals("EAGER");
            return isUsual || isAsked;
        });
    }

    /** How rows are read that an attribute refers to: by their keys, unless it is they that refer to the entity. */
    private static Effect.Operation reading(FieldModel field) {
        boolean isByKey = field.annotations().stream()
                .filter(use -> isOfJpa(use, Set.of("ManyToOne", "OneToOne", "ManyToMany")))
                .anyMatch(use -> use.text("mappedBy").isEmpty() || use.type().endsWith("/ManyToMany"));
        return isByKey ? Effect.Operation.FIND : Effect.Operation.READ;
    }

    /** What reading an attribute reads, besides its entity. */
    List<Effect> read(String type, String attribute) {
        Optional<FieldModel> field = program.field(type, attribute);
        Optional<String> target = entities.target(type, attribute).flatMap(entities::table);
        return through(type, List.of(attribute)).stream()
                .map(table -> target.filter(table::equals).isPresent() && field.isPresent()
                        ? Effect.of(reading(field.get()), table)
                        : rowsBetween(type, table))
                .toList();
    }

    /** Reading the rows of a table between that are the entity's. */
    private Effect rowsBetween(String type, String table) {
        Set<String> pinned = reference(type, table).map(Set::of).orElse(Set.of());
        return new Effect(Effect.Operation.READ, table, Set.of(), Set.of(), pinned, Map.of(), Set.of());
    }

    /** The column of the table between by which its rows refer to the entity; none if it is not written down. */
    Optional<String> reference(String type, String table) {
        return fields(type).stream()
                .filter(field -> between(type, field).filter(table::equals).isPresent())
                .flatMap(field -> use(field, "JoinTable").stream())
                .flatMap(use -> use.annotations("joinColumns").stream())
                .map(use -> use.text("name"))
                .filter(name -> !name.isEmpty())
                .map(WrittenTables::plain)
                .findFirst();
    }

    /** An attribute of an entity. */
    record Attribute(String type, String name) {}

    /** What an attribute refers to, if that is an entity. */
    Optional<String> target(Attribute attribute) {
        return entities.target(attribute.type(), attribute.name());
    }

    /** The columns by which attributes of an entity refer to other rows; an empty one if it is not written down. */
    Map<Attribute, Optional<Entities.Reference>> references(String type, boolean isEager) {
        Map<Attribute, Optional<Entities.Reference>> found = new LinkedHashMap<>();
        for (FieldModel field : fields(type)) {
            boolean isAssociation = field.annotations().stream().anyMatch(use -> isOfJpa(use, ALL));
            if (isAssociation && (!isEager || isEager(field))) {
                found.put(new Attribute(type, field.name()), reference(type, field));
            }
        }
        return found;
    }

    private Optional<Entities.Reference> reference(String type, FieldModel field) {
        Optional<AnnotationUse> joined = use(field, "JoinTable");
        Optional<String> table = joined.isPresent() ? between(type, field) : entities.table(type);
        Stream<AnnotationUse> columns = joined.isPresent()
                ? joined.get().annotations("inverseJoinColumns").stream()
                : Stream.of("ManyToOne", "OneToOne")
                                .anyMatch(kind -> use(field, kind).isPresent())
                        ? use(field, "JoinColumn").stream()
                        : Stream.empty();
        Optional<String> column = columns.map(use -> use.text("name"))
                .filter(name -> !name.isEmpty())
                .map(WrittenTables::plain)
                .findFirst();
        return table.flatMap(from -> column.map(name -> new Entities.Reference(from, name)));
    }

    /** What storing or removing an entity does to the tables between it and others. */
    List<Effect> stored(String type, Effect.Operation operation) {
        return fields(type).stream()
                .filter(Associations::isOwner)
                .map(field -> between(type, field))
                .flatMap(Optional::stream)
                .map(table ->
                        Effect.of(operation == Effect.Operation.UPDATE ? Effect.Operation.UPSERT : operation, table))
                .toList();
    }

    /** The tables that a path from an entity over its attributes leads through. */
    List<String> through(String type, List<String> path) {
        List<String> tables = new ArrayList<>();
        Optional<String> at = Optional.of(type);
        for (String step : path) {
            Optional<String> from = at;
            from.flatMap(known -> between(known, step)).ifPresent(tables::add);
            at = from.flatMap(known -> entities.target(known, step));
            at.flatMap(entities::table).ifPresent(tables::add);
        }
        return tables;
    }

    /** What a derived query reads besides the entity itself: {@code findByRolesName} reads the roles. */
    List<Effect> named(String type, String method) {
        int by = method.indexOf("By");
        List<Effect> effects = new ArrayList<>();
        if (by > 0) {
            for (String criterion : method.substring(by + 2).split("(And|Or|OrderBy)(?=[A-Z])", -1)) {
                fields(type).stream()
                        .filter(field -> isPrefix(field.name(), criterion))
                        .flatMap(field -> through(type, List.of(field.name())).stream())
                        .forEach(table -> effects.add(Effect.of(Effect.Operation.READ, table)));
            }
        }
        return effects;
    }

    /** The columns that a derived query compares: {@code countByKindAndAge} compares two. None if one of them is none of the entity's. */
    Set<String> compared(String type, String method) {
        int by = method.indexOf("By");
        Set<String> columns = new HashSet<>();
        for (String criterion :
                by > 0 ? method.substring(by + 2).split("(And|Or|OrderBy)(?=[A-Z])", -1) : new String[0]) {
            Optional<FieldModel> field = fields(type).stream()
                    .filter(each -> isPrefix(each.name(), criterion))
                    .max(Comparator.comparingInt(each -> each.name().length()));
            boolean isColumn = field.isPresent()
                    && through(type, List.of(field.get().name())).isEmpty();
            if (!isColumn) {
                return Set.of();
            }
            columns.add(entities.column(type, field.get().name()));
        }
        return columns;
    }

    private static boolean isPrefix(String attribute, String criterion) {
        String name = Character.toUpperCase(attribute.charAt(0)) + attribute.substring(1);
        return criterion.startsWith(name)
                && (criterion.length() == name.length() || !Character.isLowerCase(criterion.charAt(name.length())));
    }
}
