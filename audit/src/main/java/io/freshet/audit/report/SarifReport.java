package io.freshet.audit.report;

import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Rule;
import io.freshet.audit.rule.Step;
import io.freshet.audit.source.SourceFolders;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SARIF 2.1.0: a result for each finding, with the way to it as a code flow and a fingerprint without lines. */
final class SarifReport {

    private final SourceFolders sources;

    private SarifReport(SourceFolders sources) {
        this.sources = sources;
    }

    static String write(Audited audited, SourceFolders sources) {
        return new SarifReport(sources).write(audited);
    }

    private String write(Audited audited) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "freshet-audit");
        driver.put("rules", Arrays.stream(Rule.values()).map(SarifReport::rule).toList());
        List<Map<String, Object>> results = new ArrayList<>();
        audited.findings().forEach(finding -> results.add(result(finding)));
        audited.suppressed().forEach(each -> {
            Map<String, Object> result = result(each.finding());
            result.put("suppressions", List.of(Map.of("kind", "inSource", "justification", each.reason())));
            results.add(result);
        });
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", true);
        invocation.put(
                "toolExecutionNotifications",
                audited.unresolved().stream().map(SarifReport::notification).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("invocations", List.of(invocation));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", results);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return JsonReport.text(log);
    }

    private static Map<String, Object> rule(Rule rule) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", rule.id());
        map.put("shortDescription", message(rule.sentence()));
        map.put("fullDescription", message(rule.reason()));
        map.put("help", message(rule.fix()));
        map.put("helpUri", rule.page());
        map.put("defaultConfiguration", Map.of("level", rule.level().word()));
        return map;
    }

    private Map<String, Object> result(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ruleId", finding.rule().id());
        map.put("ruleIndex", finding.rule().ordinal());
        map.put("level", finding.level().word());
        map.put("message", message(finding.message() + ". " + finding.fix()));
        if (!finding.lowered().isEmpty()) {
            map.put("properties", Map.of("lowered", finding.lowered()));
        }
        map.put("locations", List.of(location(finding.place())));
        map.put("partialFingerprints", Map.of("freshetAudit/v1", finding.fingerprint()));
        List<Map<String, Object>> locations = finding.path().stream()
                .map(step -> Map.<String, Object>of("location", location(step)))
                .toList();
        map.put("codeFlows", List.of(Map.of("threadFlows", List.of(Map.of("locations", locations)))));
        return map;
    }

    private Map<String, Object> location(Step step) {
        Map<String, Object> physical = new LinkedHashMap<>();
        physical.put("artifactLocation", Map.of("uri", uri(sources.path(step.file()))));
        if (step.line() > 0) {
            physical.put("region", Map.of("startLine", step.line()));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("physicalLocation", physical);
        map.put("logicalLocations", List.of(Map.of("fullyQualifiedName", step.method(), "kind", "function")));
        map.put("message", message(step.display()));
        return map;
    }

    /** A path as a relative reference, or as a file if it is absolute. */
    private static String uri(String path) {
        try {
            boolean isAbsolute = path.startsWith("/");
            // The three arguments escape what may not stand in a path; a colon in its first part would be read as a
            // scheme.
            String raw = new URI(isAbsolute ? "file" : null, isAbsolute ? "" : null, path, null).getRawPath();
            return isAbsolute ? "file://" + raw : raw.replace(":", "%3A");
        } catch (URISyntaxException e) {
            return "unknown";
        }
    }

    private static Map<String, Object> notification(Unresolved unresolved) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("level", "note");
        map.put("message", message(unresolved.method().display() + ":" + unresolved.line() + ": " + unresolved.what()));
        return map;
    }

    private static Map<String, Object> message(String text) {
        return Map.of("text", text);
    }
}
