package io.freshet.audit.report;

import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Step;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For programs. */
final class JsonReport {

    private JsonReport() {}

    static String write(Audited audited) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put(
                "findings", audited.findings().stream().map(JsonReport::finding).toList());
        report.put(
                "suppressed",
                audited.suppressed().stream().map(JsonReport::suppressed).toList());
        report.put(
                "unresolved",
                audited.unresolved().stream().map(JsonReport::unresolved).toList());
        report.put("coverage", audited.coverage());
        return text(report);
    }

    static String text(Object value) {
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rule", finding.rule().id());
        map.put("level", finding.level().word());
        map.put("entry", finding.entry());
        map.put("cache", finding.cache());
        map.put("tables", finding.tables());
        map.put("path", steps(finding.path()));
        map.put("message", finding.message());
        map.put("reason", finding.rule().reason());
        map.put("fix", finding.fix());
        map.put("fingerprint", finding.fingerprint());
        return map;
    }

    private static List<Map<String, Object>> steps(List<Step> path) {
        return path.stream()
                .map(step -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("method", step.method());
                    map.put("file", step.file());
                    map.put("line", step.line());
                    map.put("what", step.what());
                    return map;
                })
                .toList();
    }

    private static Map<String, Object> suppressed(Audited.Suppressed suppressed) {
        Map<String, Object> map = finding(suppressed.finding());
        map.put("suppressedBecause", suppressed.reason());
        return map;
    }

    private static Map<String, Object> unresolved(Unresolved unresolved) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", unresolved.method().display());
        map.put("line", unresolved.line());
        map.put("what", unresolved.what());
        return map;
    }
}
