package io.freshet.audit.maven;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.run.AuditRun;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** The same as check, for all modules of the build as the one application that they make. */
@Mojo(
        name = "aggregate",
        aggregator = true,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class AggregateMojo extends ProjectAudit {

    /** All projects of the build. */
    @Parameter(defaultValue = "${reactorProjects}", readonly = true, required = true)
    private @Nullable List<MavenProject> reactor;

    @Override
    List<MavenProject> projects() {
        return reactor == null ? List.of(project()) : reactor;
    }

    @Override
    void done(AuditRun run, Audited audited) throws IOException, MojoFailureException {
        Audited rest = unknown(audited);
        report(run, rest);
        check(run, rest);
    }
}
