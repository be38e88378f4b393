package io.freshet.audit.run;

import io.freshet.audit.effect.ModelFile;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.observe.Observed;
import io.freshet.audit.rule.Application;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Auditor;
import io.freshet.audit.scan.ClassSources;
import io.freshet.audit.scan.Program;
import io.freshet.audit.source.SourceFolders;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What is to be audited, and how: {@code new AuditRun().path(Path.of("target/classes")).audit()}. Mutable and not thread-safe; what it returns is
 * immutable. Blocks while it reads files.
 */
public final class AuditRun {

    private final List<Path> paths = new ArrayList<>();
    private final List<Path> libraries = new ArrayList<>();
    private final List<String> own = new ArrayList<>();
    private final List<Path> sources = new ArrayList<>();
    private final List<Path> models = new ArrayList<>();
    private final List<Path> witness = new ArrayList<>();
    private Consumer<String> progress = line -> {};

    /** Audits a folder of classes, a jar, a Boot jar or a war too. */
    public AuditRun path(Path path) {
        paths.add(path);
        return this;
    }

    /** Looks at a jar, or a folder of jars, in outline: what the classes stand on. */
    public AuditRun library(Path path) {
        libraries.add(path);
        return this;
    }

    /** Reads libraries of a Boot jar or war in full that have classes in the package. */
    public AuditRun own(String packageName) {
        own.add(packageName);
        return this;
    }

    /** Takes sources from the folder, rather than from where Maven and Gradle keep them beside the paths. */
    public AuditRun sources(Path folder) {
        sources.add(folder);
        return this;
    }

    /** Takes from a model file what calls do that the audit does not know. */
    public AuditRun model(Path file) {
        models.add(file);
        return this;
    }

    /** Holds the code against what a test run saw: the {@code witness.ndjson} that it left. */
    public AuditRun witness(Path file) {
        witness.add(file);
        return this;
    }

    /** Tells how far it is, a line at a time. */
    public AuditRun progress(Consumer<String> line) {
        progress = line;
        return this;
    }

    /** Where sources stand. */
    public SourceFolders sourceFolders() {
        return sources.isEmpty() ? SourceFolders.beside(paths) : SourceFolders.of(sources);
    }

    /**
     * Audits.
     *
     * @throws AuditException if something cannot be read, or there are no classes
     */
    public Audited audit() {
        try {
            return audited();
        } catch (StackOverflowError e) {
            throw new AuditException(
                    "the classes in " + paths
                            + " are nested more deeply than any compiler makes them, or in a circle: build them again",
                    e);
        } catch (OutOfMemoryError e) {
            throw new AuditException(
                    "the classes in " + paths + " need more memory than the "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB that there are: audit fewer at once, or give java more with -Xmx",
                    e);
        }
    }

    private Audited audited() {
        Set<String> packages =
                own.stream().map(name -> name.replace('.', '/') + "/").collect(Collectors.toSet());
        long start = System.nanoTime();
        ModelFile model = ModelFile.read(models);
        Observed observed = Observed.read(witness);
        try (ClassSources classes = new ClassSources(packages)) {
            paths.forEach(path -> {
                progress.accept("reading " + path);
                classes.add(path);
            });
            libraries.forEach(classes::addLibrary);
            Program program = Program.read(classes);
            if (program.classes().isEmpty()) {
                throw new AuditException(
                        "there are no classes in " + paths
                                + ": compile first, and name the folder or archive that has them",
                        null);
            }
            progress.accept(program.classes().size() + " classes read, " + seconds(start));
            Audited audited = Auditor.audit(new Application(program, model, observed));
            model.unused().forEach(progress);
            progress.accept(audited.coverage().entries() + " entry points and "
                    + audited.coverage().cachedReads() + " cached reads looked at, " + seconds(start));
            return audited;
        }
    }

    private static String seconds(long start) {
        return String.format("%.1f s", (System.nanoTime() - start) / 1e9);
    }
}
