package io.freshet.audit.maven;

import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** What the goals have in common that look at all modules of the build as the one application that they make. */
abstract class ReactorAudit extends ProjectAudit {

    /** All projects of the build. */
    @Parameter(defaultValue = "${reactorProjects}", readonly = true, required = true)
    private @Nullable List<MavenProject> reactor;

    @Override
    final List<MavenProject> projects() {
        return reactor == null ? List.of(project()) : reactor;
    }

    @Override
    final String baselineGoal() {
        return "aggregate-baseline";
    }
}
