package io.freshet.audit.report;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Inventory;
import io.freshet.audit.rule.Inventory.Verdict;
import io.freshet.audit.rule.Rule;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to hold of caches, and whether it does; also what is known already speaks against it. */
final class Checklist {

    /**
     * One thing that has to hold.
     *
     * @param what in words
     * @param verdict whether it does
     * @param why what speaks against it, or for it
     */
    record Item(String what, Verdict verdict, String why) {}

    private final Audited audited;

    private Checklist(Audited audited) {
        this.audited = audited;
    }

    static List<Item> of(Audited audited) {
        Checklist list = new Checklist(audited);
        Inventory.Answer store = audited.inventory().storeFailures();
        return List.of(
                list.covered(),
                list.item(
                        "Keys are consistent",
                        Rule.KEY_NEVER_MATCHES,
                        Rule.KEY_NAMES_NOTHING,
                        Rule.TENANT_MISSING,
                        Rule.TWO_VALUE_TYPES),
                list.item("Times to live are set", Rule.NO_TTL, Rule.NEVER_EVICTED),
                list.item("Names and patterns of evictions match a cache", Rule.NAME_MATCHES_NOTHING),
                list.item("Nothing is orphaned: each cache is read, and each has an end", Rule.NEVER_EVICTED),
                new Item("Answers go on without the store of the caches", store.verdict(), store.why()),
                list.item("Invalidates after success", Rule.EVICT_BEFORE_WRITE, Rule.EVICT_BEFORE_COMMIT),
                list.item("Annotations take effect", Rule.SELF_INVOCATION, Rule.NOT_PROXYABLE, Rule.CACHED_MUTATION));
    }

    /** Reads of which nothing is known cannot be said to be covered. */
    private Item covered() {
        Item item = item(
                "Every cached read is covered by whatever writes",
                Rule.WRITE_WITHOUT_EVICTION,
                Rule.EVICTED_ON_SOME_PATHS,
                Rule.UNDECLARED_DEPENDENCY);
        int unknown = audited.coverage().cachedReads() - audited.coverage().cachedReadsWithTables();
        boolean isUnsure = item.verdict() == Verdict.PASS && unknown > 0;
        return isUnsure
                ? new Item(
                        item.what(), Verdict.UNKNOWN, "of " + unknown + " cached reads it is not known what they read")
                : item;
    }

    private Item item(String what, Rule... rules) {
        Set<Rule> against = Set.of(rules);
        List<Finding> known = of(audited.leftOut(), against);
        List<Finding> findings = Stream.concat(of(audited.findings(), against).stream(), known.stream())
                .toList();
        if (findings.isEmpty()) {
            return audited.coverage().cachedReads() == 0
                    ? new Item(what, Verdict.NONE, "no cached read was found")
                    : new Item(what, Verdict.PASS, "nothing was found against it");
        }
        String names = findings.stream()
                .map(finding -> finding.rule().id())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String left = known.isEmpty() ? "" : "; left out as known: " + known.size();
        return new Item(what, Verdict.FAIL, findings.size() + " of " + names + left);
    }

    private static List<Finding> of(List<Finding> findings, Set<Rule> rules) {
        return findings.stream()
                .filter(finding -> rules.contains(finding.rule()))
                .toList();
    }
}
