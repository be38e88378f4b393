package io.freshet.audit.graph;

import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;
import org.objectweb.asm.Opcodes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds where calls come in. */
public final class EntryPoints {

    /** In one order for every run: a method that has two is called after the first. */
    private static final SortedMap<String, EntryPoint.Kind> MARKS = new TreeMap<>(Map.ofEntries(
            Map.entry("org/springframework/scheduling/annotation/Scheduled", EntryPoint.Kind.JOB),
            Map.entry("org/springframework/context/event/EventListener", EntryPoint.Kind.EVENT),
            Map.entry("org/springframework/transaction/event/TransactionalEventListener", EntryPoint.Kind.EVENT),
            Map.entry("org/springframework/kafka/annotation/KafkaListener", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/kafka/annotation/KafkaHandler", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/amqp/rabbit/annotation/RabbitListener", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/amqp/rabbit/annotation/RabbitHandler", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/jms/annotation/JmsListener", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/scheduling/annotation/Schedules", EntryPoint.Kind.JOB),
            Map.entry("com/xxl/job/core/handler/annotation/XxlJob", EntryPoint.Kind.JOB),
            Map.entry("org/springframework/pulsar/annotation/PulsarListener", EntryPoint.Kind.LISTENER),
            Map.entry("io/awspring/cloud/sqs/annotation/SqsListener", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/cloud/stream/annotation/StreamListener", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/integration/annotation/ServiceActivator", EntryPoint.Kind.LISTENER),
            Map.entry("org/springframework/messaging/handler/annotation/MessageMapping", EntryPoint.Kind.LISTENER),
            Map.entry("jakarta/websocket/OnMessage", EntryPoint.Kind.LISTENER),
            Map.entry("jakarta/annotation/PostConstruct", EntryPoint.Kind.RUNNER),
            Map.entry("javax/annotation/PostConstruct", EntryPoint.Kind.RUNNER),
            Map.entry("com/netflix/graphql/dgs/DgsMutation", EntryPoint.Kind.ENDPOINT),
            Map.entry("com/netflix/graphql/dgs/DgsQuery", EntryPoint.Kind.ENDPOINT),
            Map.entry("com/netflix/graphql/dgs/DgsData", EntryPoint.Kind.ENDPOINT),
            Map.entry("org/springframework/graphql/data/method/annotation/SchemaMapping", EntryPoint.Kind.ENDPOINT),
            Map.entry("org/springframework/graphql/data/method/annotation/BatchMapping", EntryPoint.Kind.ENDPOINT),
            Map.entry("org/springframework/graphql/data/method/annotation/MutationMapping", EntryPoint.Kind.ENDPOINT),
            Map.entry("org/springframework/graphql/data/method/annotation/QueryMapping", EntryPoint.Kind.ENDPOINT),
            Map.entry(
                    "org/springframework/graphql/data/method/annotation/SubscriptionMapping",
                    EntryPoint.Kind.ENDPOINT)));

    private static final List<Inherited> INHERITED = List.of(
            new Inherited("org/springframework/boot/CommandLineRunner", "run", EntryPoint.Kind.RUNNER),
            new Inherited("org/springframework/boot/ApplicationRunner", "run", EntryPoint.Kind.RUNNER),
            new Inherited(
                    "org/springframework/beans/factory/InitializingBean", "afterPropertiesSet", EntryPoint.Kind.RUNNER),
            new Inherited(
                    "org/springframework/context/ApplicationListener", "onApplicationEvent", EntryPoint.Kind.EVENT),
            new Inherited("org/quartz/Job", "execute", EntryPoint.Kind.JOB),
            new Inherited(
                    "org/springframework/scheduling/quartz/QuartzJobBean", "executeInternal", EntryPoint.Kind.JOB),
            new Inherited("org/springframework/batch/core/step/tasklet/Tasklet", "execute", EntryPoint.Kind.JOB),
            new Inherited("org/springframework/batch/item/ItemWriter", "write", EntryPoint.Kind.JOB),
            new Inherited("tech/powerjob/worker/core/processor/sdk/BasicProcessor", "process", EntryPoint.Kind.JOB),
            new Inherited("org/apache/rocketmq/spring/core/RocketMQListener", "onMessage", EntryPoint.Kind.LISTENER),
            new Inherited("jakarta/jms/MessageListener", "onMessage", EntryPoint.Kind.LISTENER),
            new Inherited(
                    "org/springframework/data/redis/connection/MessageListener",
                    "onMessage",
                    EntryPoint.Kind.LISTENER));

    /** A method that a library calls since its class extends or implements a type. */
    private record Inherited(String type, String method, EntryPoint.Kind kind) {}

    private final Program program;
    private final Annotations annotations;
    private final Mappings mappings;
    private final Map<Node, EntryPoint> found = new LinkedHashMap<>();

    private EntryPoints(Program program, Annotations annotations) {
        this.program = program;
        this.annotations = annotations;
        this.mappings = new Mappings(annotations);
    }

    /** All of a program, in the order of their classes. */
    public static List<EntryPoint> of(Program program, Annotations annotations, Beans beans, Bodies bodies) {
        EntryPoints points = new EntryPoints(program, annotations);
        List<ClassModel> concrete =
                program.classes().stream().filter(ClassModel::isConcrete).toList();
        concrete.forEach(points::addOf);
        new Routes(program, annotations, bodies).all().forEach(each -> points.found.putIfAbsent(each.node(), each));
        Set<MethodId> called = points.called();
        concrete.stream().filter(beans::isBean).forEach(type -> points.addUncalled(type, called));
        return new ArrayList<>(points.found.values());
    }

    private void addOf(ClassModel type) {
        boolean isController = mappings.isController(type);
        for (MethodModel method : runnable(type)) {
            Node node = new Node(method, type.name());
            if (isController) {
                mappings.of(type, method).ifPresent(label -> add(EntryPoint.Kind.ENDPOINT, label, node));
            }
            jaxRs(type, method).ifPresent(label -> add(EntryPoint.Kind.ENDPOINT, label, node));
            MARKS.forEach((mark, kind) -> {
                if (!annotations.onMethod(method, mark).isEmpty()) {
                    add(kind, "@" + Names.simple(mark) + " " + node.display(), node);
                }
            });
            INHERITED.stream()
                    .filter(each -> each.method().equals(method.id().name()) && program.isA(type.name(), each.type()))
                    .forEach(each ->
                            add(each.kind(), each.kind().name().toLowerCase(Locale.ROOT) + " " + node.display(), node));
        }
    }

    private void add(EntryPoint.Kind kind, String label, Node node) {
        found.putIfAbsent(node, new EntryPoint(kind, label, node));
    }

    /** The methods that objects of the class have, also those of its own bases, overridden ones left out. */
    private List<MethodModel> runnable(ClassModel type) {
        List<MethodModel> methods = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : program.supertypes(type.name())) {
            for (MethodModel method : program.own(name).map(ClassModel::methods).orElse(List.of())) {
                boolean isPlain = method.hasBody()
                        && !method.isMade()
                        && !method.id().name().startsWith("<");
                if (isPlain && seen.add(method.id().name() + method.id().descriptor())) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private Optional<String> jaxRs(ClassModel type, MethodModel method) {
        for (String root : List.of("jakarta/ws/rs/", "javax/ws/rs/")) {
            for (String verb : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                if (!annotations.onMethod(method, root + verb).isEmpty()) {
                    String base = annotations.onClass(type.name(), root + "Path").stream()
                            .findFirst()
                            .map(Mappings::path)
                            .orElse("");
                    String path = annotations.onMethod(method, root + "Path").stream()
                            .findFirst()
                            .map(Mappings::path)
                            .orElse("");
                    return Optional.of(verb + " " + Mappings.join(base, path));
                }
            }
        }
        return Optional.empty();
    }

    private Set<MethodId> called() {
        Set<MethodId> called = new HashSet<>();
        for (ClassModel type : program.classes()) {
            for (MethodModel method : type.methods()) {
                for (Call call : method.calls()) {
                    if (program.isOwn(call.target().owner())) {
                        called.add(call.target());
                    }
                }
            }
        }
        return called;
    }

    private void addUncalled(ClassModel type, Set<MethodId> called) {
        for (MethodModel method : type.methods()) {
            boolean isCandidate = method.has(Opcodes.ACC_PUBLIC)
                    && method.hasBody()
                    && !method.isMade()
                    && !method.has(Opcodes.ACC_STATIC)
                    && !method.id().name().startsWith("<")
                    && program.supertypes(type.name()).stream()
                            .noneMatch(name -> called.contains(method.id().on(name)))
                    && annotations
                            .find(method.annotations(), "org/springframework/context/annotation/Bean")
                            .isEmpty();
            if (isCandidate) {
                Node node = new Node(method, type.name());
                add(EntryPoint.Kind.SERVICE, node.display(), node);
            }
        }
    }
}
