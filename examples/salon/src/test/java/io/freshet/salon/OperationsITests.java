package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** The alerts and the board that are shipped, held against what Prometheus reads from a running salon, and against the page that explains them. */
@SalonTest
class OperationsITests {

    private static final Path OPERATIONS = Path.of("../../operations");
    private static final String PAGE = "docs/guides/operations.md";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern OF_AN_ANNOTATION = Pattern.compile("\\{\\{\\s*\\$labels\\.([a-z_]+)[^}]*}}");
    private static final Pattern OF_A_LEGEND = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), ([a-z_]+)\\)");

    private Scrape scrape = Scrape.of("");

    @BeforeEach
    void scrape(@LocalServerPort int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"));
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        scrape = Scrape.of(answer.body());
        assertThat(scrape.size()).isGreaterThan(30);
    }

    @Test
    void everyAlert_asksForMetricsAndLabelsThatThereAre() throws IOException {
        for (var alert : alerts()) {
            var name = alert.required("alert").asString();
            var labels = PromQl.labelsOf(alert.required("expr").asString(), scrape);
            for (var annotation : alert.required("annotations")) {
                assertThat(labels).as(name).containsAll(named(OF_AN_ANNOTATION, annotation.asString()));
            }
        }
    }

    @Test
    void everyAlert_hasSummaryDescriptionSeverity_andARunbookThatThereIs() throws IOException {
        var headings = headings();
        for (var alert : alerts()) {
            var name = alert.required("alert").asString();
            var annotations = alert.required("annotations");
            assertThat(annotations.path("summary").asString("")).as(name).isNotBlank();
            assertThat(annotations.path("description").asString("")).as(name).endsWith(".");
            assertThat(alert.required("labels").required("severity").asString())
                    .as(name)
                    .isIn("critical", "warning", "info");
            var runbook = annotations.required("runbook_url").asString();
            assertThat(runbook).isEqualTo(PAGE + "#" + name.toLowerCase(Locale.ROOT));
            assertThat(headings).contains(name.toLowerCase(Locale.ROOT));
        }
        var names = alerts().stream()
                .map(alert -> alert.required("alert").asString().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(headings.stream().filter(heading -> heading.startsWith("freshet")))
                .as("explained alerts")
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyPanel_asksForMetricsAndLabelsThatThereAre() throws IOException {
        var panels = 0;
        for (var panel : board().required("panels")) {
            for (var target : panel.path("targets")) {
                var labels = PromQl.labelsOf(target.required("expr").asString(), scrape);
                assertThat(labels)
                        .as(panel.required("title").asString())
                        .containsAll(named(
                                OF_A_LEGEND, target.required("legendFormat").asString()));
                panels++;
            }
        }
        assertThat(panels).isGreaterThan(20);
    }

    @Test
    void everyVariable_asksForALabelThatThereIs_andEachThatIsUsedIsDeclared() throws IOException {
        var declared = StreamSupport.stream(
                        board().required("templating").required("list").spliterator(), false)
                .collect(Collectors.toMap(variable -> variable.required("name").asString(), variable -> variable));
        declared.values().stream()
                .filter(variable -> variable.required("type").asString().equals("query"))
                .forEach(variable -> {
                    var query =
                            LABEL_VALUES.matcher(variable.required("definition").asString());
                    assertThat(query.matches()).isTrue();
                    assertThat(PromQl.labelsOf(query.group(1), scrape)).contains(query.group(2));
                });
        var used = Pattern.compile("\\$\\{?([a-z]+)")
                .matcher(Files.readString(OPERATIONS.resolve("grafana/freshet.json")))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        assertThat(declared.keySet()).isEqualTo(used);
    }

    private static List<JsonNode> alerts() throws IOException {
        try (var file = Files.newBufferedReader(OPERATIONS.resolve("prometheus/freshet-alerts.yaml"))) {
            var alerts = new ArrayList<JsonNode>();
            JsonNode rules = JSON.valueToTree(new Yaml().load(file));
            rules.required("groups").forEach(group -> group.required("rules").forEach(alerts::add));
            return alerts;
        }
    }

    private static JsonNode board() throws IOException {
        return JSON.readTree(Files.readString(OPERATIONS.resolve("grafana/freshet.json")));
    }

    /** The anchors of the page's headings of one word. */
    private static Set<String> headings() throws IOException {
        return Files.readAllLines(Path.of("../..", PAGE)).stream()
                .filter(line -> line.matches("#+ \\w+"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Set<String> named(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toSet());
    }
}
