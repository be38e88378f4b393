package io.freshet.audit.report;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Inventory;
import io.freshet.audit.rule.Level;
import io.freshet.audit.rule.Rule;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** In which order findings are repaired: what harms most first. */
enum Phase {
    /** Somebody is answered with what belongs to somebody else, or a write is lost. */
    WRONG("Answers that were never right"),
    /** Nothing that could be seen ends a stale answer. */
    FOR_EVER("Stale answers without an end"),
    /** A time to live ends them. */
    FOR_A_WHILE("Stale answers until their time to live is over"),
    /** Only reads at a bad moment keep a stale answer. */
    RACES("Evictions at the wrong moment"),
    /** All the rest. */
    HYGIENE("Then");

    private static final Set<Rule> NEVER_RIGHT =
            Set.of(Rule.TENANT_MISSING, Rule.TWO_VALUE_TYPES, Rule.CACHED_MUTATION, Rule.KEY_NAMES_NOTHING);
    private static final Set<Rule> EARLY = Set.of(Rule.EVICT_BEFORE_COMMIT, Rule.EVICT_BEFORE_WRITE);

    private final String title;

    Phase(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /**
     * One repair.
     *
     * @param rule what is wrong
     * @param level how bad it is at the worst
     * @param cache of which cache
     * @param places where: the entry points
     */
    record Repair(Rule rule, Level level, String cache, Set<String> places) {}

    /** All repairs, by phase; phases without any are left out. */
    static Map<Phase, List<Repair>> of(Audited audited) {
        Map<Phase, Map<List<String>, Repair>> repairs = new EnumMap<>(Phase.class);
        for (Finding finding : audited.findings()) {
            Repair repair = repairs.computeIfAbsent(of(audited, finding), key -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            List.of(finding.rule().id(), finding.cache()),
                            key -> new Repair(finding.rule(), finding.level(), finding.cache(), new TreeSet<>()));
            repair.places().add(finding.entry());
        }
        Map<Phase, List<Repair>> phases = new EnumMap<>(Phase.class);
        repairs.forEach((phase, byRule) -> phases.put(phase, List.copyOf(byRule.values())));
        return phases;
    }

    private static Phase of(Audited audited, Finding finding) {
        if (NEVER_RIGHT.contains(finding.rule())) {
            return WRONG;
        } else if (EARLY.contains(finding.rule())) {
            return RACES;
        } else if (finding.level() != Level.ERROR) {
            return HYGIENE;
        }
        boolean isEndless = audited.inventory().reads().stream()
                .filter(read -> read.cache().equals(finding.cache()))
                .anyMatch(Inventory.Read::isEndless);
        return isEndless ? FOR_EVER : FOR_A_WHILE;
    }
}
