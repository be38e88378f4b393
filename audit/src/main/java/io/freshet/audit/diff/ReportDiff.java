package io.freshet.audit.diff;

import io.freshet.audit.model.AuditException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is found in a newer report and not in an older one, and the other way round, by fingerprints: lines that moved are no change. Immutable.
 *
 * @param added found in the newer one only
 * @param gone found in the older one only
 * @param kept found in both
 */
public record ReportDiff(List<Found> added, List<Found> gone, List<Found> kept) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int FORMAT = 1;

    /** Copies. */
    public ReportDiff {
        added = List.copyOf(added);
        gone = List.copyOf(gone);
        kept = List.copyOf(kept);
    }

    /**
     * A finding of a report.
     *
     * @param level how bad it is
     * @param rule the id of the rule
     * @param message what is wrong
     */
    public record Found(String level, String rule, String message) {}

    /**
     * Compares two reports that were written with {@code --format json}.
     *
     * @throws AuditException if one of them is none, or cannot be read
     */
    public static ReportDiff of(Path older, Path newer) {
        Map<String, Found> before = read(older);
        Map<String, Found> after = read(newer);
        List<Found> added = new ArrayList<>();
        List<Found> kept = new ArrayList<>();
        after.forEach((fingerprint, found) -> (before.containsKey(fingerprint) ? kept : added).add(found));
        before.keySet().removeAll(after.keySet());
        return new ReportDiff(added, List.copyOf(before.values()), kept);
    }

    private static Map<String, Found> read(Path file) {
        JsonNode report;
        try {
            report = MAPPER.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new AuditException("the report " + file + " cannot be read: " + e, e);
        } catch (JacksonException e) {
            throw new AuditException(noReport(file), e);
        }
        if (!report.path("findings").isArray() || report.path("format").asInt(0) != FORMAT) {
            throw new AuditException(noReport(file), null);
        }
        Map<String, Found> found = new LinkedHashMap<>();
        for (JsonNode each : report.path("findings")) {
            found.put(
                    each.path("fingerprint").asString(""),
                    new Found(
                            each.path("level").asString(""),
                            each.path("rule").asString(""),
                            each.path("message").asString("")));
        }
        return found;
    }

    private static String noReport(Path file) {
        return file + " is no JSON report of format " + FORMAT + ": write one with --format json --output " + file;
    }
}
