package io.freshet.audit.assertion;

import java.nio.file.Path;
import java.util.List;

/**
 * The audit in a test, whatever runs it:
 *
 * <pre>{@code
 * @Test
 * void noWriteLeavesACacheStale() {
 *     assertThatAudit(Path.of("target/classes"))
 *             .knowing(Path.of("audit-baseline.txt"))
 *             .findsNothing();
 * }
 * }</pre>
 */
public final class AuditAssertions {

    private AuditAssertions() {}

    /** Asks of the classes in these folders and archives; nothing is read before something is asserted. */
    public static AuditAssert assertThatAudit(Path... paths) {
        return new AuditAssert(List.of(paths));
    }
}
