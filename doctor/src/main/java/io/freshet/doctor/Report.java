package io.freshet.doctor;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the endpoint answered. Immutable.
 *
 * @param url where it was asked
 * @param instance whose view it is
 * @param findings the worst first
 */
record Report(URI url, String instance, List<Finding> findings) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    Report {
        findings = List.copyOf(findings);
    }

    /** @throws DoctorException if it is none */
    static Report read(URI url, String text) {
        JsonNode report;
        try {
            report = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new DoctorException(url + " answered something that is not JSON; is it an Actuator?", e);
        }
        JsonNode all = report.path("findings");
        if (!all.isArray()) {
            throw new DoctorException(url + " answered JSON without findings; is it the endpoint freshetdoctor?");
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonNode each : all) {
            findings.add(new Finding(
                    each.path("id").asString(""),
                    Level.of(each.path("severity").asString("")),
                    each.path("found").asString(""),
                    each.path("matter").asString(""),
                    each.path("remedy").asString("")));
        }
        return new Report(url, report.path("instance").asString(""), findings);
    }

    /** How many are as bad as that. */
    long count(Level level) {
        return findings.stream().filter(finding -> finding.level == level).count();
    }

    /** Whether one is as bad as that, or worse. */
    boolean reaches(Level level) {
        return findings.stream().anyMatch(finding -> finding.level.compareTo(level) >= 0);
    }

    /** As programs read it. */
    String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("url", url.toString());
        report.put("instance", instance);
        report.put("findings", findings.stream().map(Finding::fields).toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    }

    /**
     * One of them.
     *
     * @param id what it is about
     * @param level how bad it is
     * @param found what is there
     * @param matter why it matters
     * @param remedy what somebody can do; empty for nothing
     */
    record Finding(String id, Level level, String found, String matter, String remedy) {

        private Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", id);
            fields.put("severity", level.word());
            fields.put("found", found);
            fields.put("matter", matter);
            fields.put("remedy", remedy);
            return fields;
        }
    }
}
