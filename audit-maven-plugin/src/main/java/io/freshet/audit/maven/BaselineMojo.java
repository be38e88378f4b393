package io.freshet.audit.maven;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.run.AuditRun;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

import java.util.List;

/** Writes all findings into the file of those that are known. */
@Mojo(name = "baseline", requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME, threadSafe = true)
public final class BaselineMojo extends ProjectAudit {

    @Override
    List<MavenProject> projects() {
        return List.of(project());
    }

    @Override
    void done(AuditRun run, Audited audited) {
        writeBaseline(audited);
    }
}
