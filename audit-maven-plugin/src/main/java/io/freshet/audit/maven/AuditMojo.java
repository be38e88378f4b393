package io.freshet.audit.maven;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.run.AuditRun;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

import java.io.IOException;
import java.util.List;

/** Writes the reports, whatever is found. */
@Mojo(
        name = "audit",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class AuditMojo extends ProjectAudit {

    @Override
    List<MavenProject> projects() {
        return List.of(project());
    }

    @Override
    void done(AuditRun run, Audited audited) throws IOException {
        Audited rest = unknown(audited);
        report(run, rest);
        getLog().info(rest.findings().size() + " findings");
    }
}
