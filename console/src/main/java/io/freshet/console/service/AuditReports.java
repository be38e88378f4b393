package io.freshet.console.service;

import io.freshet.console.view.AuditCoverage;
import io.freshet.console.view.AuditFinding;
import io.freshet.console.view.AuditStep;
import io.freshet.console.view.AuditUnresolved;
import io.freshet.console.view.AuditView;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ResourceUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads the report of an audit, as {@code ./freshet audit --format json} writes it: when it is asked for, and again when it has been written anew.
 * Whatever is wrong with it is told in place of findings. Thread-safe.
 */
final class AuditReports {

    private static final int LARGEST_BYTES = 8 * 1024 * 1024;
    private static final String MAKE = ". Write it anew with ./freshet audit CLASSES --format json > ";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String location;
    private final Predicate<String> isCache;
    private @Nullable AuditView read;
    private long readModified = -1;

    /**
     * Reads nothing yet.
     *
     * @param location a file, or a resource of the class path after {@code classpath:}; null or blank if there is none
     * @param isCache tells whether the application has a cache of that name
     */
    AuditReports(@Nullable String location, Predicate<String> isCache) {
        this.location = location == null ? "" : location.strip();
        this.isCache = isCache;
    }

    synchronized AuditView now() {
        if (location.isEmpty()) {
            return nothing(null, null);
        }
        try {
            URLConnection connection = open();
            try (InputStream in = connection.getInputStream()) {
                long modified = connection.getLastModified();
                AuditView known = read;
                if (known == null || modified != readModified) {
                    known = view(in.readNBytes(LARGEST_BYTES + 1), modified);
                    read = known;
                    readModified = modified;
                }
                return known;
            }
        } catch (FileNotFoundException e) {
            return failed("is not there: " + e.getMessage());
        } catch (IOException e) {
            return failed("cannot be read: " + e.getMessage());
        }
    }

    private URLConnection open() throws IOException {
        URL url = ResourceUtils.getURL(location);
        if (!ResourceUtils.isFileURL(url) && !ResourceUtils.isJarURL(url)) {
            throw new FileNotFoundException(
                    "freshet.console.audit-report names a file, or a resource of the class path after classpath:");
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection;
    }

    private AuditView failed(String why) {
        return nothing("The audit's report " + why + MAKE + location, location);
    }

    private static AuditView nothing(@Nullable String failure, @Nullable String source) {
        return new AuditView(source, null, failure, List.of(), List.of(), List.of(), null);
    }

    private AuditView view(byte[] bytes, long modified) {
        if (bytes.length > LARGEST_BYTES) {
            return failed("has more than " + LARGEST_BYTES + " bytes");
        }
        try {
            JsonNode report = MAPPER.readTree(bytes);
            return new AuditView(
                    location,
                    modified > 0 ? Instant.ofEpochMilli(modified) : null,
                    null,
                    list(report.required("findings"), this::finding),
                    list(report.required("suppressed"), this::finding),
                    list(report.required("unresolved"), AuditReports::unresolved),
                    coverage(report.required("coverage")));
        } catch (JsonNodeException e) {
            return failed("is JSON, but not that of an audit: " + e.getOriginalMessage());
        } catch (JacksonException e) {
            return failed("is no JSON: " + e.getOriginalMessage());
        }
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        return array.valueStream().map(each).toList();
    }

    private AuditFinding finding(JsonNode finding) {
        String cache = text(finding, "cache");
        return new AuditFinding(
                finding.required("rule").asString(),
                finding.required("level").asString(),
                text(finding, "entry"),
                cache,
                isCache.test(cache),
                list(finding.path("tables"), JsonNode::asString),
                list(finding.path("path"), AuditReports::step),
                finding.required("message").asString(),
                text(finding, "reason"),
                text(finding, "fix"),
                text(finding, "fingerprint"),
                finding.hasNonNull("suppressedBecause")
                        ? finding.get("suppressedBecause").asString()
                        : null);
    }

    private static AuditStep step(JsonNode step) {
        return new AuditStep(
                text(step, "method"), text(step, "file"), step.path("line").asInt(0), text(step, "what"));
    }

    private static AuditUnresolved unresolved(JsonNode each) {
        return new AuditUnresolved(text(each, "method"), each.path("line").asInt(0), text(each, "what"));
    }

    private static AuditCoverage coverage(JsonNode coverage) {
        return new AuditCoverage(
                coverage.path("classes").asInt(0),
                coverage.path("entries").asInt(0),
                coverage.path("writingEntries").asInt(0),
                coverage.path("cachedReads").asInt(0),
                coverage.path("cachedReadsWithTables").asInt(0),
                coverage.path("evictions").asInt(0));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
