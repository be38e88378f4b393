package io.freshet.console.salon;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.key.KeyTemplate;
import io.freshet.testkit.server.RealJvm;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/** A salon in a JVM of its own, in development, which can be paused and killed. Close it to end it. */
public final class SalonJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String READY = "ready at ports ";

    private final RealJvm jvm;
    private final List<String> ports;

    private SalonJvm(RealJvm jvm, List<String> ports) {
        this.jvm = jvm;
        this.ports = ports;
    }

    /**
     * Starts one with a database of its own; blocks until it can be asked and serves from its cache.
     *
     * @param without what of the class path is left out, by parts of names
     * @param caches how many caches it has besides its own, each with an entry
     */
    public static SalonJvm start(List<String> without, int caches, String... more) {
        String database = Servers.postgres().jdbcUrl(Servers.newDatabase());
        return start(
                without,
                database,
                Stream.concat(Stream.of("--caches=" + caches), Stream.of(more)).toArray(String[]::new));
    }

    static SalonJvm start(List<String> without, String database, String... more) {
        List<String> arguments = RunningSalon.arguments(
                database,
                Stream.concat(Stream.of("--spring.profiles.active=dev", RunningSalon.WITHOUT_SECURITY), Stream.of(more))
                        .toList());
        String whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String classPath = Stream.of(whole.split(File.pathSeparator, -1))
                .filter(part -> without.stream()
                        .noneMatch(name -> new File(part).getName().contains(name)))
                .collect(Collectors.joining(File.pathSeparator));
        RealJvm jvm = RealJvm.builder(SalonJvm.class)
                .options("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .classPath(classPath)
                .arguments(arguments.toArray(String[]::new))
                .start();
        String line = jvm.awaitLine(each -> each.startsWith(READY), PATIENCE);
        return new SalonJvm(jvm, List.of(line.substring(READY.length()).split(" ", -1)));
    }

    /** Where it is. */
    public String address() {
        return "http://localhost:" + ports.get(0);
    }

    /** Where its Actuator is, if that has a port of its own. */
    public String managementAddress() {
        return "http://localhost:" + ports.get(1);
    }

    /** What runs it: pauses, ends and kills it. */
    public RealJvm jvm() {
        return jvm;
    }

    /** What it answers to GET. */
    public String get(String at) {
        return RunningSalon.get(address(), at).body();
    }

    /** What runs in it. */
    public static void main(String[] arguments) throws IOException {
        ConfigurableApplicationContext context = run(arguments);
        Freshet freshet = context.getBean(Freshet.class);
        await().atMost(PATIENCE).until(() -> freshet.status().leaseRuns());
        int caches = context.getEnvironment().getProperty("caches", Integer.class, 0);
        addCaches(freshet, caches);
        System.out.println(READY
                + context.getEnvironment().getProperty("local.server.port") + " "
                + context.getEnvironment().getProperty("local.management.port"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        in.readLine(); // until whoever started it wants it to end
        context.close();
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        try {
            return SpringApplication.run(Salon.class, arguments);
        } catch (RuntimeException e) {
            e.printStackTrace(); // where whoever started it looks
            throw e;
        }
    }

    /** Adds caches that are read. */
    public static void addCaches(Freshet freshet, int caches) {
        for (int i = 0; i < caches; i++) {
            Cache<Integer, String> cache = freshet.<Integer, String>cache(
                            KeyTemplate.parse("many:c" + i + ":{id}"), String.class)
                    .timeToLive(Duration.ofMinutes(5))
                    .dependsOnTables("service")
                    .build();
            for (int read = 0; read < 3; read++) {
                cache.get(1, id -> "value");
            }
        }
    }

    @Override
    public void close() {
        jvm.close();
    }
}
