package io.freshet.audit.maven;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.run.AuditRun;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** The same as baseline, for all modules of the build as the one application that they make: into the file of the root, which aggregate looks at. */
@Mojo(
        name = "aggregate-baseline",
        aggregator = true,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class AggregateBaselineMojo extends ReactorAudit {

    @Override
    void done(AuditRun run, Audited audited) {
        writeBaseline(audited);
    }
}
