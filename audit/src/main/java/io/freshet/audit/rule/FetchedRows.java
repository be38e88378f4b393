package io.freshet.audit.rule;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Site;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.FieldModel;
import io.freshet.audit.scan.GenericType;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a cached read shows of rows that are fetched along with an entity. A provider fetches what associations are eager for, whether anybody asks
 * or not. Where a method hands out objects that hold no entity, what it shows of these rows is what methods of entities read that it calls itself, as a
 * mapper does. That is not known where entities are handed to a library, which may look at all that they have, where their fields can be read
 * without a method, or where another method gets the same entry.
 */
final class FetchedRows {

    private static final Set<String> HARMLESS = Set.of(
            "java/",
            "javax/",
            "jakarta/",
            "kotlin/",
            "org/slf4j/",
            "org/springframework/data/",
            "org/springframework/cache/");

    private final Application application;
    private final Program program;
    private final CachedRead read;
    private final Map<String, Set<String>> attributes = new HashMap<>();

    FetchedRows(Application application, CachedRead read) {
        this.application = application;
        this.program = application.program();
        this.read = read;
    }

    /** What the read is computed from, without what it fetches and does not show. */
    List<Effect> shown() {
        List<Effect> all = application.reads(read);
        boolean fetches = all.stream().skip(1).anyMatch(effect -> effect.operation() == Effect.Operation.FIND);
        if (!fetches || !staysInside()) {
            return all;
        }
        findAttributes();
        Set<Effect> shown = new LinkedHashSet<>();
        Set<Effect> seen = new HashSet<>();
        for (Node node : application.reach(read.node()).nodes()) {
            List<Site> sites = application.effects().of(node);
            for (int at = 0; at < sites.size(); at++) {
                Site site = sites.get(at);
                boolean isFirst = at == 0 || !sites.get(at - 1).call().equals(site.call());
                boolean isAsked = isFirst && !isOfEntity(site.call().target().owner());
                seen.add(site.effect());
                if (!site.effect().isWrite()) {
                    (isAsked ? Stream.of(site.effect()) : shown(site.effect())).forEach(shown::add);
                }
            }
        }
        all.stream().filter(effect -> !seen.contains(effect)).forEach(shown::add);
        return List.copyOf(shown);
    }

    private boolean isOfEntity(String type) {
        return application.entities().table(type).isPresent();
    }

    /** What methods of entities read. */
    private void findAttributes() {
        for (Node node : application.reach(read.node()).nodes()) {
            program.subtypes(node.id().owner()).stream()
                    .map(ClassModel::name)
                    .filter(this::isOfEntity)
                    .forEach(type -> attributes
                            .computeIfAbsent(type, key -> new HashSet<>())
                            .addAll(node.method().readFields()));
        }
    }

    private Stream<Effect> shown(Effect effect) {
        if (effect.operation() == Effect.Operation.FIND) {
            return rows(effect).stream();
        }
        boolean isFetched = effect.operation() == Effect.Operation.READ
                && effect.columns().isEmpty()
                && effect.matches().isEmpty()
                && !effect.pinned().isEmpty()
                && !application.entities().isOfEntity(effect.table());
        boolean isShown = !isFetched
                || attributes.entrySet().stream()
                        .anyMatch(each -> each.getValue().stream()
                                .anyMatch(name -> application
                                        .entities()
                                        .between(each.getKey(), name)
                                        .filter(effect.table()::equals)
                                        .isPresent()));
        return isShown ? Stream.of(effect) : Stream.empty();
    }

    /** The columns that are shown of rows of entities; none of the rows if nobody goes to them. */
    private Optional<Effect> rows(Effect effect) {
        Set<String> types = application.entities().types(effect.table());
        boolean isGoneTo = attributes.entrySet().stream()
                .anyMatch(each -> each.getValue().stream()
                        .anyMatch(name -> application
                                .entities()
                                .target(each.getKey(), name)
                                .filter(types::contains)
                                .isPresent()));
        if (!isGoneTo) {
            return Optional.empty();
        }
        Set<String> columns = new HashSet<>();
        for (String type : types) {
            for (String name : attributes.getOrDefault(type, Set.of())) {
                if (!isPlain(type, name)) {
                    return Optional.of(effect);
                }
                columns.add(application.entities().column(type, name));
            }
        }
        columns.add("");
        return Optional.of(effect.of(columns));
    }

    /** Whether an attribute is one column: no association and nothing embedded. */
    private boolean isPlain(String type, String name) {
        return program.field(type, name)
                .map(FieldModel::descriptor)
                .filter(descriptor -> !descriptor.startsWith("L")
                        || program.own(descriptor.substring(1, descriptor.length() - 1))
                                .map(own -> (own.access() & Opcodes.ACC_ENUM) != 0)
                                .orElse(true))
                .isPresent();
    }

    private boolean staysInside() {
        String descriptor = read.node().id().descriptor();
        GenericType result = Program.resultType(read.node().method());
        return holdsNoEntity(descriptor.substring(descriptor.indexOf(')') + 1), result, new HashSet<>())
                && fieldsAreHidden()
                && application.reach(read.node()).nodes().stream()
                        .flatMap(node -> node.method().calls().stream())
                        .noneMatch(this::canLook)
                && (read.library() != CachedRead.Library.OWN || isGotHereOnly());
    }

    private boolean holdsNoEntity(String descriptor, GenericType type, Set<String> seen) {
        if (!descriptor.contains("L") && !descriptor.contains(";")) {
            return true;
        }
        boolean isKnown = !descriptor.startsWith("[")
                && !type.isVariable()
                && !type.name().isEmpty();
        if (!isKnown || !type.arguments().stream().allMatch(each -> holdsNoEntity("L;", each, seen))) {
            return false;
        }
        if (program.isOwn(type.name())) {
            return !seen.add(type.name())
                    || program.subtypes(type.name()).stream().allMatch(each -> holdsNoEntity(each, seen));
        }
        return type.name().startsWith("java/") && !type.name().equals("java/lang/Object") && isWhole(type);
    }

    /** Whether a class of the JDK says of what it holds what that is. */
    private boolean isWhole(GenericType type) {
        return !type.name().startsWith("java/util/")
                || !type.arguments().isEmpty()
                || Set.of("java/util/Date", "java/util/UUID", "java/util/Locale", "java/util/Currency")
                        .contains(type.name());
    }

    private boolean holdsNoEntity(ClassModel type, Set<String> seen) {
        return !isOfEntity(type.name())
                && program.supertypes(type.name()).stream()
                        .flatMap(name -> program.own(name).stream())
                        .flatMap(owner -> owner.fields().stream()
                                .filter(field -> !field.isStatic())
                                .map(field -> holdsNoEntity(
                                        field.descriptor(), program.fieldType(type.name(), owner.name(), field), seen)))
                        .allMatch(holds -> holds);
    }

    /** Whether nobody reads a field of an entity that is fetched but its own class. */
    private boolean fieldsAreHidden() {
        return application.reads(read).stream()
                .filter(effect -> effect.operation() == Effect.Operation.FIND)
                .flatMap(effect -> application.entities().types(effect.table()).stream())
                .flatMap(type -> program.supertypes(type).stream())
                .flatMap(name -> program.own(name).stream())
                .flatMap(type -> type.fields().stream())
                .allMatch(field -> field.isStatic() || (field.access() & Opcodes.ACC_PRIVATE) != 0);
    }

    /** Whether a call hands any object to a library that may look at what it has. */
    private boolean canLook(Call call) {
        String owner = call.target().owner();
        boolean takesAny = Stream.of(call.target().parameterTypes())
                .map(type -> type.getDescriptor())
                .anyMatch(type -> type.contains("Ljava/lang/Object;")
                        || type.startsWith("Ljava/util/")
                        || isOfEntity(type.substring(type.startsWith("L") ? 1 : 0, Math.max(1, type.length() - 1))));
        return takesAny
                && !program.isOwn(owner)
                && HARMLESS.stream().noneMatch(owner::startsWith)
                && !call.target().returnType().getDescriptor().equals("Z");
    }

    /** Whether no other method gets what lies under the same keys. */
    private boolean isGotHereOnly() {
        Set<String> keys = new HashSet<>();
        addKeys(read.node(), keys);
        return !keys.isEmpty()
                && program.classes().stream()
                        .flatMap(type -> type.methods().stream().map(method -> new Node(method, type.name())))
                        .filter(node -> !node.equals(read.node()))
                        .noneMatch(node -> {
                            Set<String> others = new HashSet<>();
                            addKeys(node, others);
                            return others.stream().anyMatch(keys::contains);
                        });
    }

    /** How keys begin that a method gets something by. */
    private void addKeys(Node node, Set<String> keys) {
        for (Call call : node.method().calls()) {
            if (call.target().name().startsWith("get") && call.target().parameters() > 0) {
                application.bodies().arguments(node.id(), call).values().stream()
                        .map(value -> value instanceof Symbol.Joined joined
                                ? joined.parts().get(0)
                                : value)
                        .flatMap(value -> value.texts().stream())
                        .forEach(keys::add);
            }
        }
    }
}
