package io.freshet.audit;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Auditor;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.scan.ClassSources;
import io.freshet.audit.scan.Program;

import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles sources, and audits what comes of them. */
public final class Compiled {

    private static final Pattern PUBLIC = Pattern.compile("^public @?\\w+ (\\w+)", Pattern.MULTILINE);

    private Compiled() {}

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Compiles a source into a folder. */
    public static void compile(Path folder, List<String> options, String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<Source> units = new ArrayList<>();
        for (String source : sources) {
            Matcher named = PUBLIC.matcher(source);
            units.add(new Source(named.find() ? named.group(1) : "Source" + units.size(), source));
        }
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(folder.toFile()));
            boolean compiles = compiler.getTask(messages, files, null, options, null, units)
                    .call();
            if (!compiles) {
                throw new IllegalStateException(messages.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Audits a folder of classes, or archives. */
    public static Audited auditFiles(Path... paths) {
        try (ClassSources sources = new ClassSources(Set.of())) {
            for (Path path : paths) {
                sources.add(path);
            }
            return Auditor.audit(Program.read(sources));
        }
    }

    /** Compiles sources and audits them. */
    public static Audited audit(Path folder, String... sources) {
        compile(folder, List.of("-parameters", "-g", "-proc:none"), sources);
        return auditFiles(folder);
    }

    /** The rules that were broken, each once, in order. */
    public static List<String> rules(Audited audited) {
        return audited.findings().stream()
                .map(Finding::rule)
                .map(rule -> rule.id())
                .distinct()
                .sorted()
                .toList();
    }
}
