package io.freshet.audit.effect;

import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.mybatis.MappedStatement;
import io.freshet.audit.mybatis.Mappers;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls of MyBatis: of mapper interfaces, whose statements stand in mapper files or annotations, and of sessions with the id of a statement. */
final class MyBatisCalls implements Recognizer {

    private static final String ANNOTATIONS = "org/apache/ibatis/annotations/";
    private static final String PLUS = "com/baomidou/mybatisplus/core/mapper/BaseMapper";
    private static final Set<String> STATEMENTS = Set.of("Select", "Update", "Insert", "Delete");
    private static final Set<String> SESSIONS = Set.of(
            "org/apache/ibatis/session/SqlSession",
            "org/mybatis/spring/SqlSessionTemplate",
            "org/apache/ibatis/session/defaults/DefaultSqlSession");
    private static final Set<String> SESSION_METHODS =
            Set.of("selectOne", "selectList", "selectMap", "selectCursor", "select", "insert", "update", "delete");

    private final Program program;
    private final Bodies bodies;
    private final Mappers mappers;

    MyBatisCalls(Program program, Bodies bodies, Mappers mappers) {
        this.program = program;
        this.bodies = bodies;
        this.mappers = mappers;
    }

    @Override
    public Recognized recognize(Node node, Call call) {
        if (SESSIONS.contains(call.target().owner())) {
            return ofSession(node, call);
        }
        if (!program.isOwn(call.target().owner())) {
            return Recognized.nothing();
        }
        String owner = bodies.receiverType(node, call);
        Optional<MethodModel> method = program.resolve(call.target().on(owner));
        boolean isDeclared = method.isPresent()
                && !method.get().hasBody()
                && program.isOwn(method.get().id().owner())
                && !method.get().id().owner().startsWith("com/baomidou/")
                && isMapper(method.get().id().owner(), owner);
        if (!isDeclared) {
            return Recognized.nothing();
        }
        Optional<List<Effect>> effects = ofMethod(owner, method.get());
        return effects.isEmpty() && MyBatisPlusCalls.isBase(program, owner, call)
                ? Recognized.nothing()
                : Recognized.of(
                        effects,
                        canWrite(method.get()),
                        () -> call.target().display()
                                + ", whose statement stands in no mapper file or annotation that was found,");
    }

    /** MyBatis gives back how many rows were written, or nothing: a method that gives back something else reads. */
    private static boolean canWrite(MethodModel method) {
        Type type = method.id().returnType();
        return type.getSort() < Type.ARRAY
                || Set.of("java/lang/Integer", "java/lang/Long", "java/lang/Boolean", "java/lang/Void")
                        .contains(type.getInternalName());
    }

    private Recognized ofSession(Node node, Call call) {
        if (!SESSION_METHODS.contains(call.target().name())) {
            return Recognized.nothing();
        }
        return Recognized.of(
                bodies.arguments(node.id(), call).value(0).text().flatMap(id -> ofStatement(id, new HashSet<>())),
                () -> "the statement of " + call.target().display());
    }

    /** Whether an interface is a mapper of MyBatis, or the object that is called is one which inherits from it. */
    private boolean isMapper(String declaring, String owner) {
        return isMapper(declaring) || (!declaring.equals(owner) && isMapper(owner));
    }

    private boolean isMapper(String name) {
        return mappers.has(Names.dotted(name))
                || program.own(name).stream()
                        .anyMatch(type -> type.isInterface()
                                && (program.isA(name, PLUS)
                                        || type.annotations().stream().anyMatch(MyBatisCalls::isOfMyBatis)
                                        || type.methods().stream()
                                                .flatMap(method -> method.annotations().stream())
                                                .anyMatch(MyBatisCalls::isOfMyBatis)));
    }

    private static boolean isOfMyBatis(AnnotationUse use) {
        return use.type().startsWith(ANNOTATIONS);
    }

    private Optional<List<Effect>> ofMethod(String owner, MethodModel method) {
        List<String> written = method.annotations().stream()
                .filter(use -> isOfMyBatis(use) && STATEMENTS.contains(Names.simple(use.type())))
                .map(use -> String.join(" ", use.texts("value")))
                .flatMap(text -> mappers.script(Names.dotted(method.id().owner()), text).stream())
                .toList();
        List<String> nested = new ArrayList<>();
        addNested(method.annotations(), Names.dotted(method.id().owner()), nested);
        if (!written.isEmpty()) {
            return effects(new MappedStatement(written, nested, isScript(method)), new HashSet<>());
        }
        return program.supertypes(owner).stream()
                .map(name -> Names.dotted(name) + "." + method.id().name())
                .filter(id -> mappers.statement(id).isPresent())
                .findFirst()
                .flatMap(id -> ofStatement(id, new HashSet<>()));
    }

    /** A statement on an annotation in which something may stand under a condition. */
    private static boolean isScript(MethodModel method) {
        return method.annotations().stream()
                .filter(MyBatisCalls::isOfMyBatis)
                .flatMap(use -> use.texts("value").stream())
                .anyMatch(text -> text.contains("<script>"));
    }

    /** Statements that {@code @One} and {@code @Many} name. */
    private static void addNested(List<AnnotationUse> uses, String namespace, List<String> nested) {
        for (AnnotationUse use : uses) {
            for (String attribute : List.of("value", "one", "many")) {
                addNested(use.annotations(attribute), namespace, nested);
            }
            String select = isOfMyBatis(use) ? use.text("select") : "";
            if (!select.isEmpty()) {
                nested.add(select.contains(".") ? select : namespace + "." + select);
            }
        }
    }

    private Optional<List<Effect>> ofStatement(String id, Set<String> seen) {
        if (!seen.add(id)) {
            return Optional.of(List.of());
        }
        Optional<MappedStatement> statement = mappers.statement(id);
        return statement.isPresent() ? effects(statement.get(), seen) : annotated(id, seen);
    }

    /** A statement that stands on a method of a mapper. */
    private Optional<List<Effect>> annotated(String id, Set<String> seen) {
        int dot = id.lastIndexOf('.');
        String owner = id.substring(0, Math.max(0, dot)).replace('.', '/');
        return program.own(owner).stream()
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.id().name().equals(id.substring(dot + 1)))
                .flatMap(method -> method.annotations().stream())
                .filter(use -> isOfMyBatis(use) && STATEMENTS.contains(Names.simple(use.type())))
                .map(use -> mappers.script(Names.dotted(owner), String.join(" ", use.texts("value"))))
                .findFirst()
                .flatMap(texts -> effects(new MappedStatement(texts, List.of(), true), seen));
    }

    private Optional<List<Effect>> effects(MappedStatement statement, Set<String> seen) {
        List<Effect> effects = new ArrayList<>();
        for (String text : statement.texts()) {
            Optional<List<Effect>> found = SqlText.ofScript(text);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            found.get().forEach(effect -> effects.add(statement.isConditional() ? effect.alone() : effect));
        }
        for (String nested : statement.nested()) {
            Optional<List<Effect>> found = ofStatement(nested, seen);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            effects.addAll(found.get());
        }
        return effects.isEmpty()
                ? Optional.empty()
                : Optional.of(effects.stream().distinct().toList());
    }
}
