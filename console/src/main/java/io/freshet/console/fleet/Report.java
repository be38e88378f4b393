package io.freshet.console.fleet;

import io.freshet.console.view.ActionView;
import io.freshet.console.view.NodeMode;
import io.freshet.console.view.NodeView;
import io.freshet.console.view.ProblemView;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What an instance tells the others of itself.
 *
 * @param form {@link #FORM}; another number was told by another version, and is not read
 * @param ended whether it has taken its leave
 * @param host its machine and port; null if it has none yet
 * @param address where its console is for a browser; null if that is not known
 * @param version of the application; null if it says none
 * @param startedAt when it began, by its own clock
 * @param upMillis how long ago that was when this was told
 * @param mode whether it serves from its cache
 * @param node how it stands
 * @param course what its caches did together
 * @param problems what is not as it should be there, the worst first; not all if there are very many
 * @param actions what was done in its console, the last first; not all if it is very much
 * @param caches its caches; the ones read most if there are very many
 * @param cachesLeftOut how many are left out
 */
public record Report(
        int form,
        boolean ended,
        @Nullable String host,
        @Nullable String address,
        @Nullable String version,
        Instant startedAt,
        long upMillis,
        NodeMode mode,
        NodeView node,
        CourseReport course,
        List<ProblemView> problems,
        List<ActionView> actions,
        List<CacheReport> caches,
        int cachesLeftOut) {

    /** To be raised whenever something is told otherwise than before. */
    public static final int FORM = 1;

    /** Most problems that are told. */
    public static final int MOST_PROBLEMS = 20;

    /** Most actions that are told. */
    public static final int MOST_ACTIONS = 20;

    /** Whether the same instance told both, or one of them before it had a port. */
    boolean isOf(Report other) {
        return startedAt.equals(other.startedAt) && (host == null || other.host == null || host.equals(other.host));
    }

    Report with(List<CacheReport> fewer) {
        return new Report(
                form,
                ended,
                host,
                address,
                version,
                startedAt,
                upMillis,
                mode,
                node,
                course,
                problems,
                actions,
                fewer,
                cachesLeftOut + caches.size() - fewer.size());
    }
}
