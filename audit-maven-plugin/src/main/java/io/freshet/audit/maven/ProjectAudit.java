package io.freshet.audit.maven;

import io.freshet.audit.baseline.Baseline;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.report.Format;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Level;
import io.freshet.audit.run.AuditRun;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the goals have in common: what is audited, and what becomes of the report. */
abstract class ProjectAudit extends AbstractMojo {

    /** The project that is built. */
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    /** Where the reports are written, as audit.html, audit.json and so on. */
    @Parameter(property = "freshet.audit.directory", defaultValue = "${project.build.directory}/freshet-audit")
    private @Nullable File directory;

    /** Which reports are written: text, json, sarif, md, html, github. */
    @Parameter(property = "freshet.audit.formats", defaultValue = "html,json")
    private @Nullable List<String> formats;

    /** From which level on check fails: error, warning or note. */
    @Parameter(property = "freshet.audit.failOn", defaultValue = "warning")
    private String failOn = "warning";

    /** The file of findings that are known; looked at if it is there, written by the goals baseline and aggregate-baseline. */
    @Parameter(property = "freshet.audit.baseline", defaultValue = "${project.basedir}/audit-baseline.txt")
    private @Nullable File baseline;

    /** Model files: what calls do that the audit does not know. */
    @Parameter(property = "freshet.audit.models")
    private @Nullable List<File> models;

    /** What test runs left under the witness: witness.ndjson. Those that are not there are left out. */
    @Parameter(property = "freshet.audit.witness")
    private @Nullable List<File> witness;

    /** Whether nothing is done. */
    @Parameter(property = "freshet.audit.skip", defaultValue = "false")
    private boolean skip;

    /** Goes through with it. */
    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("The audit is skipped");
            return;
        }
        try {
            AuditRun run = new AuditRun().progress(line -> getLog().info(line));
            if (addClasses(run)) {
                done(run, run.audit());
            } else {
                getLog().info("There are no classes to audit");
            }
        } catch (AuditException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException("The report cannot be written: " + e, e);
        }
    }

    /** Does what the goal is for. */
    abstract void done(AuditRun run, Audited audited) throws IOException, MojoFailureException;

    /** Which projects are looked at as one application. */
    abstract List<MavenProject> projects();

    final MavenProject project() {
        if (project == null) {
            throw new IllegalStateException("Maven has not set the project");
        }
        return project;
    }

    private boolean addClasses(AuditRun run) throws MojoExecutionException, IOException {
        boolean hasClasses = false;
        Set<Path> libraries = new LinkedHashSet<>();
        for (MavenProject each : projects()) {
            Path classes = Path.of(each.getBuild().getOutputDirectory());
            if (Files.isDirectory(classes)) {
                run.path(classes);
                hasClasses |= hasClasses(classes);
            }
            try {
                each.getRuntimeClasspathElements().stream()
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .forEach(libraries::add);
            } catch (DependencyResolutionRequiredException e) {
                throw new MojoExecutionException("The dependencies of " + each.getId() + " are not resolved", e);
            }
        }
        libraries.forEach(run::library);
        files(models).forEach(run::model);
        files(witness).stream().filter(Files::exists).forEach(run::witness);
        return hasClasses;
    }

    /** A module may have settings alone; what cannot be listed is told by the audit. */
    private static boolean hasClasses(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.toRealPath())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .anyMatch(name -> name.endsWith(".class") && !name.equals("module-info.class"));
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    private static List<Path> files(@Nullable List<File> files) {
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    private Path baseline() {
        return baseline == null ? project().getBasedir().toPath().resolve("audit-baseline.txt") : baseline.toPath();
    }

    /** The goal that writes the file of what is known which this one looks at. */
    String baselineGoal() {
        return "baseline";
    }

    final void writeBaseline(Audited audited) {
        Baseline.write(baseline(), audited.findings());
        getLog().info(audited.findings().size() + " findings written to " + baseline());
    }

    /** The audit without what is known. */
    final Audited unknown(Audited audited) {
        if (!Files.exists(baseline())) {
            return audited;
        }
        Audited rest = Baseline.read(baseline()).apply(audited);
        getLog().info((audited.findings().size() - rest.findings().size()) + " known findings left out, " + baseline());
        return rest;
    }

    /** Writes all reports. */
    final void report(AuditRun run, Audited audited) throws IOException {
        Path folder =
                directory == null ? Path.of(project().getBuild().getDirectory(), "freshet-audit") : directory.toPath();
        Files.createDirectories(folder);
        for (String name : formats == null ? List.<String>of() : formats) {
            Format format = word(Format.values(), name, "format");
            Path file = folder.resolve("audit." + (format == Format.TEXT ? "txt" : name.toLowerCase(Locale.ROOT)));
            Files.writeString(file, format.write(audited, run.sourceFolders()));
            getLog().info("Written: " + file);
        }
    }

    /** Fails if something was found that may not be. */
    final void check(AuditRun run, Audited audited) throws MojoFailureException {
        Level least = word(Level.values(), failOn, "level");
        long bad = audited.findings().stream()
                .filter(finding -> finding.level().compareTo(least) >= 0)
                .count();
        if (bad > 0) {
            throw new MojoFailureException(Format.TEXT.write(audited, run.sourceFolders()) + bad
                    + " findings are at or above '" + least.word()
                    + "': repair them, or leave them for later with freshet-audit:" + baselineGoal());
        }
    }

    private static <E extends Enum<E>> E word(E[] values, String word, String what) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(word.strip())) {
                return value;
            }
        }
        throw new AuditException(
                "'" + word + "' is no " + what + "; there are "
                        + String.join(
                                ", ",
                                List.of(values).stream()
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .toList()),
                null);
    }
}
