package io.freshet.console.salon;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A salon on a port of its own, with a database of its own. Close it to end it. */
public final class RunningSalon implements AutoCloseable {

    static final String WITHOUT_SECURITY = Stream.of(
                    "SecurityAutoConfiguration",
                    "UserDetailsServiceAutoConfiguration",
                    "ReactiveUserDetailsServiceAutoConfiguration",
                    "web.reactive.ReactiveWebSecurityAutoConfiguration",
                    "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
                    "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
                    "web.servlet.SecurityFilterAutoConfiguration",
                    "web.servlet.ServletWebSecurityAutoConfiguration")
            .map(name -> "org.springframework.boot.security.autoconfigure." + name)
            .reduce("--spring.autoconfigure.exclude=", (all, name) -> all + name + ",");

    /** On a machine that pauses for some seconds caches serve all the same, and what is asked of Redis is answered. */
    private static final List<String> PATIENT =
            List.of("--freshet.bound=3s", "--freshet.remote-timeout=3s", "--spring.data.redis.timeout=3s");

    private static final double PAGE_PATIENCE_MILLIS = 20_000;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        PlaywrightAssertions.setDefaultAssertionTimeout(PAGE_PATIENCE_MILLIS);
    }

    private final ConfigurableApplicationContext context;
    private final String path;

    private RunningSalon(ConfigurableApplicationContext context, String path) {
        this.context = context;
        this.path = path;
    }

    /** Starts one in development, where nobody logs in. */
    public static RunningSalon inDevelopment(String... more) {
        return start(Stream.concat(Stream.of("--spring.profiles.active=dev", WITHOUT_SECURITY), Stream.of(more))
                .toList());
    }

    /** Starts one that people log in to. */
    public static RunningSalon secured(String... more) {
        return start(Stream.concat(Stream.of("--salon.secured=true", "--freshet.console.enabled=true"), Stream.of(more))
                .toList());
    }

    /** Starts one without Spring Security, which is not in development. */
    public static RunningSalon unguarded(String... more) {
        return start(Stream.concat(Stream.of(WITHOUT_SECURITY), Stream.of(more)).toList());
    }

    private static RunningSalon start(List<String> more) {
        return start(Servers.postgres().jdbcUrl(Servers.newDatabase()), more);
    }

    /** Starts another instance of the same application, in development, under a name of its own. */
    public RunningSalon another(String name, String... more) {
        return start(
                String.valueOf(context.getEnvironment().getProperty("spring.datasource.url")),
                Stream.concat(
                                Stream.of(
                                        "--spring.profiles.active=dev",
                                        WITHOUT_SECURITY,
                                        "--freshet.instance=" + name,
                                        lease()),
                                Stream.of(more))
                        .toList());
    }

    private String lease() {
        return "--freshet.console.lease=" + context.getEnvironment().getProperty("freshet.console.lease", "15s");
    }

    /** Starts another instance of the same application in a JVM of its own. */
    public SalonJvm elsewhere(String name) {
        String database = String.valueOf(context.getEnvironment().getProperty("spring.datasource.url"));
        return SalonJvm.start(List.of(), database, "--freshet.instance=" + name, lease());
    }

    static List<String> arguments(String database, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.application.name=salon",
                "--spring.datasource.url=" + database,
                "--spring.datasource.hikari.maximum-pool-size=5",
                "--spring.data.redis.port=" + Servers.redis().port(),
                "--logging.level.root=warn"));
        if (more.stream().noneMatch(each -> each.startsWith("--freshet.instance="))) {
            arguments.add("--freshet.instance=salon-a");
        }
        arguments.addAll(PATIENT);
        arguments.addAll(more);
        return arguments;
    }

    private static RunningSalon start(String database, List<String> more) {
        List<String> arguments = arguments(database, more);
        String path = more.stream()
                .filter(each -> each.startsWith("--server.servlet.context-path=")
                        || each.startsWith("--spring.webflux.base-path="))
                .map(each -> each.substring(each.indexOf('=') + 1))
                .findFirst()
                .orElse("");
        return new RunningSalon(SpringApplication.run(Salon.class, arguments.toArray(String[]::new)), path);
    }

    /** The port that Actuator has of its own. */
    public int managementPort() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.management.port")));
    }

    /** What is answered to GET at a whole address. */
    public static HttpResponse<String> getAt(String address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        return send((headers.length == 0 ? request : request.headers(headers)).GET());
    }

    /** Where it is. */
    public String address() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path;
    }

    /** A bean of the application. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Whether it has one. */
    public boolean has(Class<?> type) {
        return context.getBeanNamesForType(type).length > 0;
    }

    /** What it answers to GET. */
    public HttpResponse<String> get(String at, String... headers) {
        return send(request(at, headers).GET());
    }

    static HttpResponse<String> get(String address, String at) {
        return send(HttpRequest.newBuilder(URI.create(address + at)).GET());
    }

    /** What it answers to POST. */
    public HttpResponse<String> post(String at, String body, String... headers) {
        return send(request(at, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What it answers to PUT. */
    public HttpResponse<String> put(String at) {
        return send(request(at).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String at, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + at));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** What logs somebody in. */
    public static String[] as(String user, String... more) {
        String credentials = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        return Stream.concat(Stream.of("Authorization", "Basic " + credentials), Stream.of(more))
                .toArray(String[]::new);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The properties of the answer's headers that protect whoever looks, by name. */
    public static Map<String, String> headers(HttpResponse<String> response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }

    @Override
    public void close() {
        context.close();
    }
}
