package io.freshet.audit.maven;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.run.AuditRun;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

import java.io.IOException;
import java.util.List;

/** Writes the reports, and fails the build if something was found that the baseline does not know. */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class CheckMojo extends ProjectAudit {

    @Override
    List<MavenProject> projects() {
        return List.of(project());
    }

    @Override
    void done(AuditRun run, Audited audited) throws IOException, MojoFailureException {
        Audited rest = unknown(audited);
        report(run, rest);
        check(run, rest);
    }
}
