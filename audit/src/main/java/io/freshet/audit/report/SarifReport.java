package io.freshet.audit.report;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Rule;
import io.freshet.audit.rule.Step;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SARIF 2.1.0: a result for each finding, with the way to it as a code flow and a fingerprint without lines. */
final class SarifReport {

    private SarifReport() {}

    static String write(Audited audited) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "freshet-audit");
        driver.put("rules", Arrays.stream(Rule.values()).map(SarifReport::rule).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", audited.findings().stream().map(SarifReport::result).toList());
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
        map.put("defaultConfiguration", Map.of("level", rule.level().word()));
        return map;
    }

    private static Map<String, Object> result(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ruleId", finding.rule().id());
        map.put("ruleIndex", finding.rule().ordinal());
        map.put("level", finding.level().word());
        map.put("message", message(finding.message() + ". " + finding.rule().fix()));
        map.put("locations", List.of(location(finding.place())));
        map.put("partialFingerprints", Map.of("freshetAudit/v1", finding.fingerprint()));
        List<Map<String, Object>> locations = finding.path().stream()
                .map(step -> Map.<String, Object>of("location", location(step)))
                .toList();
        map.put("codeFlows", List.of(Map.of("threadFlows", List.of(Map.of("locations", locations)))));
        return map;
    }

    private static Map<String, Object> location(Step step) {
        Map<String, Object> physical = new LinkedHashMap<>();
        physical.put("artifactLocation", Map.of("uri", step.file()));
        if (step.line() > 0) {
            physical.put("region", Map.of("startLine", step.line()));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("physicalLocation", physical);
        map.put("message", message(step.display()));
        return map;
    }

    private static Map<String, Object> message(String text) {
        return Map.of("text", text);
    }
}
