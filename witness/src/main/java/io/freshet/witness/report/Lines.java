package io.freshet.witness.report;

import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.TableDependency;
import io.freshet.witness.account.EntryAccount;
import io.freshet.witness.account.Invalidated;
import io.freshet.witness.account.MethodAccount;
import io.freshet.witness.account.MethodAccount.Declared;
import io.freshet.witness.account.TablesRead;
import io.freshet.witness.account.Testimony;

import java.util.ArrayList;
import java.util.List;

/**
 * The report for programs: one JSON object in each line. What the fields mean stands in {@code docs/concepts/witness.md}; a field may be
 * added without a new format.
 */
final class Lines {

    private static final int FORMAT = 1;

    private Lines() {}

    static List<String> of(Testimony testimony, List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        lines.add(new Json()
                .with("kind", "run")
                .with("format", FORMAT)
                .with("application", testimony.application())
                .with("comparisonsLeftOut", testimony.leftOut())
                .toString());
        testimony.methods().forEach(method -> lines.add(line(method, method.read(testimony.names()))));
        testimony.entries().forEach(entry -> lines.add(line(entry)));
        findings.forEach(finding -> lines.add(line(finding)));
        return lines;
    }

    private static String line(MethodAccount method, TablesRead read) {
        Declared declared = method.declared();
        return new Json()
                .with("kind", "cached-method")
                .with("class", declared.type())
                .with("method", declared.method())
                .with("cache", declared.cache())
                .with("template", declared.template())
                .with("observe", declared.observe())
                .with("isObserved", declared.isObserved())
                .with("declaredTables", declared.tables())
                .with("declaredTags", declared.tags())
                .with(
                        "declared",
                        declared.dependencies().stream().map(Lines::text).toList())
                .with("observed", read.columns())
                .with("untold", read.gaps())
                .with(
                        "nested",
                        method.nested().stream()
                                .map(inner -> inner.declared().type() + "#"
                                        + inner.declared().method())
                                .sorted()
                                .toList())
                .with("calls", method.callCount())
                .with("loads", method.loadCount())
                .with("compared", method.comparedCount())
                .with(
                        "invalidated",
                        method.invalidated().stream().map(Lines::json).toList())
                .toString();
    }

    private static String text(Dependency dependency) {
        if (dependency instanceof TableDependency table) {
            return "table " + table.table();
        }
        return dependency instanceof FreeDependency free ? "tag " + free.tag() : dependency.toString();
    }

    private static Json json(Invalidated by) {
        return new Json()
                .with("cause", by.cause())
                .with("count", by.count())
                .with("needless", by.needless())
                .with("unknown", by.unknown());
    }

    private static String line(EntryAccount entry) {
        return new Json()
                .with("kind", "entry-point")
                .with("entry", entry.point().kind().text())
                .with("class", entry.point().type())
                .with("method", entry.point().method())
                .with("route", entry.point().route())
                .with("transactions", entry.transactionCount())
                .with("rolledBack", entry.rolledBackCount())
                .with("writes", entry.tables())
                .with("invalidates", entry.invalidated())
                .with("tests", entry.tests())
                .toString();
    }

    private static String line(Finding finding) {
        return new Json()
                .with("kind", "finding")
                .with("rule", finding.rule().text())
                .with("class", finding.method().type())
                .with("method", finding.method().method())
                .with("cache", finding.method().cache())
                .with("key", finding.key())
                .with("by", finding.by())
                .with("tables", finding.tables())
                .with("text", finding.text())
                .toString();
    }
}
