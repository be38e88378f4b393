package io.freshet.audit.assertion;

import io.freshet.audit.baseline.Baseline;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.report.Format;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Level;
import io.freshet.audit.rule.Rule;
import io.freshet.audit.run.AuditRun;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What is asserted of an audit. What it says of the audit comes first, then what is asserted. Each assertion fails with the report as its message, and
 * fails too if no cached read was seen: an audit of nothing proves nothing. Mutable and not thread-safe. Reads the classes once, at the first
 * assertion, which blocks.
 */
public final class AuditAssert {

    private final AuditRun run = new AuditRun();
    private Baseline known = Baseline.none();
    private @Nullable Audited audited;

    AuditAssert(List<Path> paths) {
        paths.forEach(run::path);
    }

    /** Looks at a jar, or a folder of jars, that the classes stand on. */
    public AuditAssert standingOn(Path library) {
        run.library(library);
        return this;
    }

    /** Takes from a model file what calls do that the audit does not know. */
    public AuditAssert told(Path model) {
        run.model(model);
        return this;
    }

    /** Leaves out the findings that a baseline lists. */
    public AuditAssert knowing(Path baseline) {
        known = Baseline.read(baseline);
        return this;
    }

    /**
     * Nothing at all was found that is not known.
     *
     * @throws AssertionError if something was, or nothing was looked at
     * @throws AuditException if the classes cannot be read
     */
    public AuditAssert findsNothing() {
        return findsNothingFrom(Level.NOTE);
    }

    /**
     * Nothing of the level or above was found that is not known.
     *
     * @throws AssertionError if something was, or nothing was looked at
     * @throws AuditException if the classes cannot be read
     */
    public AuditAssert findsNothingFrom(Level level) {
        Audited rest = audited();
        return fails(rest.with(rest.findings().stream()
                .filter(finding -> finding.level().compareTo(level) >= 0)
                .toList()));
    }

    /**
     * Nothing was found against these rules that is not known.
     *
     * @throws AssertionError if something was, or nothing was looked at
     * @throws AuditException if the classes cannot be read
     */
    public AuditAssert keeps(Rule... rules) {
        Set<Rule> kept = Set.of(rules);
        Audited rest = audited();
        return fails(rest.with(rest.findings().stream()
                .filter(finding -> kept.contains(finding.rule()))
                .toList()));
    }

    /**
     * Nothing was left that could not be looked into.
     *
     * @throws AssertionError if something was, or nothing was looked at
     * @throws AuditException if the classes cannot be read
     */
    public AuditAssert seesEverything() {
        Audited rest = audited();
        if (!rest.unresolved().isEmpty()) {
            throw new AssertionError(message(
                    rest.unresolved().size() + " places could not be looked into; a model file can say what they do",
                    rest.with(List.of())));
        }
        return this;
    }

    private AuditAssert fails(Audited found) {
        if (!found.findings().isEmpty()) {
            throw new AssertionError(message(found.findings().size() + " findings", found));
        }
        return this;
    }

    private String message(String what, Audited found) {
        return what + "\n\n" + Format.TEXT.write(found, run.sourceFolders());
    }

    private Audited audited() {
        Audited known = audited;
        if (known == null) {
            known = this.known.apply(run.audit());
            audited = known;
        }
        if (known.coverage().cachedReads() == 0) {
            throw new AssertionError(
                    "the audit saw no cached read among " + known.coverage().classes()
                            + " classes: name the classes that have them, and with standingOn the jars whose annotations they use");
        }
        return known;
    }
}
