package io.freshet.audit.report;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.source.SourceFolders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One page that holds everything: style, script and the JSON report as data. The page may load nothing at all and runs no other script than its
 * own; what comes from class files is only ever set as text.
 */
final class HtmlReport {

    private HtmlReport() {}

    static String write(Audited audited, SourceFolders sources) {
        String style = resource("page.css");
        String script = resource("page.js");
        return resource("page.html")
                .replace("STYLE-HASH", hash(style))
                .replace("SCRIPT-HASH", hash(script))
                .replace("/*STYLE*/", style)
                .replace("/*SCRIPT*/", script)
                .replace("/*DATA*/", data(audited, sources));
    }

    /** JSON in which nothing ends a script or begins a comment. */
    private static String data(Audited audited, SourceFolders sources) {
        return JsonReport.line(audited, sources)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name + " beside " + HtmlReport.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
