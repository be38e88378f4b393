package io.freshet.audit.maven;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.run.AuditRun;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

import java.io.IOException;

/** The same as check, for all modules of the build as the one application that they make. */
@Mojo(
        name = "aggregate",
        aggregator = true,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class AggregateMojo extends ReactorAudit {

    @Override
    void done(AuditRun run, Audited audited) throws IOException, MojoFailureException {
        Audited rest = unknown(audited);
        report(run, rest);
        check(run, rest);
    }
}
