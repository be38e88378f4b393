package io.freshet.audit.report;

import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Inventory;
import io.freshet.audit.rule.Step;
import io.freshet.audit.source.SourceFolders;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/** For programs; {@code docs/audit/report.schema.json} describes it. */
final class JsonReport {

    private static final int FORMAT = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final SourceFolders sources;

    private JsonReport(SourceFolders sources) {
        this.sources = sources;
    }

    static String write(Audited audited, SourceFolders sources) {
        return text(new JsonReport(sources).map(audited));
    }

    static String text(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    /** On one line, for a script in a page. */
    static String line(Audited audited, SourceFolders sources) {
        return MAPPER.writeValueAsString(new JsonReport(sources).map(audited));
    }

    private Map<String, Object> map(Audited audited) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("format", FORMAT);
        report.put("findings", audited.findings().stream().map(this::finding).toList());
        report.put(
                "suppressed",
                audited.suppressed().stream().map(this::suppressed).toList());
        report.put(
                "unresolved",
                audited.unresolved().stream().map(JsonReport::unresolved).toList());
        report.put("coverage", audited.coverage());
        report.put(
                "checklist",
                Checklist.of(audited).stream().map(JsonReport::item).toList());
        report.put(
                "caches", audited.inventory().reads().stream().map(this::read).toList());
        report.put(
                "entries",
                audited.inventory().entries().stream().map(this::entry).toList());
        return report;
    }

    private Map<String, Object> finding(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rule", finding.rule().id());
        map.put("level", finding.level().word());
        map.put("lowered", finding.lowered());
        map.put("entry", finding.entry());
        map.put("cache", finding.cache());
        map.put("tables", finding.tables());
        map.put("path", finding.path().stream().map(this::step).toList());
        map.put("message", finding.message());
        map.put("reason", finding.rule().reason());
        map.put("fix", finding.fix());
        map.put("confidence", finding.confidence().word());
        map.put("fingerprint", finding.fingerprint());
        return map;
    }

    private Map<String, Object> step(Step step) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", step.method());
        map.put("file", sources.path(step.file()));
        map.put("line", step.line());
        map.put("what", step.what());
        return map;
    }

    private Map<String, Object> suppressed(Audited.Suppressed suppressed) {
        Map<String, Object> map = finding(suppressed.finding());
        map.put("suppressedBecause", suppressed.reason());
        return map;
    }

    private static Map<String, Object> unresolved(Unresolved unresolved) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", unresolved.method().display());
        map.put("line", unresolved.line());
        map.put("what", unresolved.what());
        map.put("canWrite", unresolved.canWrite());
        return map;
    }

    private static Map<String, Object> item(Checklist.Item item) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("what", item.what());
        map.put("result", item.verdict().word());
        map.put("why", item.why());
        return map;
    }

    private Map<String, Object> read(Inventory.Read read) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cache", read.cache());
        map.put("method", read.method());
        map.put("library", read.library());
        map.put("key", read.key());
        map.put("ttl", read.ttl());
        if (read.ttlMillis() != null) {
            map.put("ttlMillis", read.ttlMillis());
        }
        map.put("tables", read.tables());
        map.put("evictions", read.evictions());
        map.put("tested", read.tested().word());
        map.put("file", sources.path(read.file()));
        map.put("line", read.line());
        return map;
    }

    private Map<String, Object> entry(Inventory.Entry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", entry.kind());
        map.put("label", entry.label());
        map.put("area", entry.area());
        map.put("method", entry.method());
        map.put("writes", entry.writes());
        map.put("caches", entry.dependents().stream().map(JsonReport::dependent).toList());
        map.put("tested", entry.tested().word());
        map.put("file", sources.path(entry.file()));
        map.put("line", entry.line());
        return map;
    }

    private static Map<String, Object> dependent(Inventory.Dependent dependent) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cache", dependent.cache());
        map.put("read", dependent.read());
        map.put("tables", dependent.tables());
        map.put("writers", dependent.writers());
        map.put("state", dependent.state().word());
        if (dependent.level() != null) {
            map.put("level", dependent.level().word());
            map.put("rule", dependent.rule());
        }
        return map;
    }
}
