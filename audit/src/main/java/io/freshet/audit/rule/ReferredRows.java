package io.freshet.audit.rule;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Entities.Reference;
import io.freshet.audit.effect.Site;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.graph.Node;
import io.freshet.audit.graph.Reach;
import io.freshet.audit.model.Call;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows that are removed only while no other row refers to them: a method on the way counts these, given what it then has removed, and throws if
 * there are any. A cached read that finds such rows only by what refers to them has none of those that are removed.
 */
final class ReferredRows {

    private final Application application;
    private final Map<Node, List<Set<Reference>>> before = new HashMap<>();
    private @Nullable Map<Node, List<Caller>> callers;

    /** A call of a method, and where it stands. */
    private record Caller(Node node, Call call) {}

    ReferredRows(Application application) {
        this.application = application;
    }

    /** Whether a write on the way removes rows that the read has not. */
    boolean areOthers(CachedRead read, Coverage.Open open) {
        if (open.site().effect().operation() != Effect.Operation.DELETE) {
            return false;
        }
        Set<Reference> refused = new HashSet<>();
        for (int at = 0; at < open.nodes().size(); at++) {
            Call onward = at < open.calls().size()
                    ? open.calls().get(at)
                    : open.site().call();
            addRefused(open.nodes().get(at), onward, refused);
        }
        return areOthers(read, open.site().effect().table(), refused);
    }

    /** Whether what is removed in a transaction are rows that the read has not, wherever the transaction is begun. */
    boolean areOthers(CachedRead read, Node begin, Effect effect) {
        List<Set<Reference>> refused = effect.operation() == Effect.Operation.DELETE
                ? before.computeIfAbsent(begin, this::refusedBefore)
                : List.of();
        return !refused.isEmpty() && refused.stream().allMatch(each -> areOthers(read, effect.table(), each));
    }

    /** What is refused before a method is called, by each entry point and caller. */
    private List<Set<Reference>> refusedBefore(Node target) {
        List<Set<Reference>> all = new ArrayList<>();
        for (EntryPoint entry : application.entries()) {
            Reach reached = application.reach(entry.node());
            if (entry.node().equals(target)) {
                all.add(Set.of());
            }
            callers(target).stream()
                    .filter(caller -> reached.contains(caller.node()))
                    .forEach(caller -> all.add(refusedOnTheWay(reached, caller.node(), caller.call())));
        }
        return all;
    }

    /** Who calls a method, of all that can be reached. */
    private List<Caller> callers(Node target) {
        Map<Node, List<Caller>> all = callers;
        if (all == null) {
            all = new HashMap<>();
            Set<Node> seen = new HashSet<>();
            for (EntryPoint entry : application.entries()) {
                for (Node node : application.reach(entry.node()).nodes()) {
                    for (Edge edge : seen.add(node) ? application.graph().edges(node) : List.<Edge>of()) {
                        all.computeIfAbsent(edge.target(), key -> new ArrayList<>())
                                .add(new Caller(node, edge.call()));
                    }
                }
            }
            callers = all;
        }
        return all.getOrDefault(target, List.of());
    }

    private Set<Reference> refusedOnTheWay(Reach reached, Node caller, Call last) {
        Set<Reference> refused = new HashSet<>();
        addRefused(caller, last, refused);
        reached.way(caller).forEach(step -> addRefused(step.from(), step.call(), refused));
        return refused;
    }

    private boolean areOthers(CachedRead read, String table, Set<Reference> refused) {
        return refused.stream()
                .map(application.entities()::referred)
                .flatMap(Optional::stream)
                .distinct()
                .anyMatch(type -> isRemovedWith(type, table) && areFoundByOthers(read, type, table, refused));
    }

    /** The columns of which a method counts, before the call, which rows have what the call is given; if there are any, it throws. */
    private void addRefused(Node node, Call onward, Set<Reference> refused) {
        application.bodies().of(node.id()).flow().ifPresent(flow -> {
            List<Symbol> given = given(node, onward);
            for (Site site : counting(node)) {
                if (flow.alwaysRefusesBefore(onward.at(), value -> isAnswer(value, site, given))) {
                    add(site, refused);
                }
            }
            for (Edge edge : application.graph().edges(node)) {
                boolean isBefore = edge.call().at() != onward.at()
                        && flow.alwaysPassesBefore(onward.at(), edge.call().at());
                if (isBefore) {
                    addRefused(edge, given(node, edge.call()), given, refused);
                }
            }
        });
    }

    /** What a method that is called before refuses, by those of its parameters that are given the same. */
    private void addRefused(Edge before, List<Symbol> told, List<Symbol> given, Set<Reference> refused) {
        List<Symbol> same = new ArrayList<>();
        for (int at = 0; at < told.size(); at++) {
            if (given.contains(told.get(at))) {
                same.add(new Symbol.Parameter(at));
            }
        }
        List<Site> counting = same.isEmpty() ? List.of() : counting(before.target());
        for (Site site : counting) {
            application
                    .bodies()
                    .of(before.target().id())
                    .flow()
                    .filter(flow -> flow.alwaysRefuses(value -> isAnswer(value, site, same)))
                    .ifPresent(flow -> add(site, refused));
        }
    }

    /** What a call is given that can be told apart. */
    private List<Symbol> given(Node node, Call call) {
        Body.Arguments arguments = application.bodies().arguments(node.id(), call);
        return arguments.values().stream()
                .map(value -> value instanceof Symbol.Constant ? new Symbol.Unknown() : value)
                .toList();
    }

    private List<Site> counting(Node node) {
        return application.effects().of(node).stream()
                .filter(site -> site.effect().operation() == Effect.Operation.SUM_UP
                        && !site.effect().pinned().isEmpty())
                .toList();
    }

    private static boolean isAnswer(Symbol value, Site site, Collection<Symbol> given) {
        return value instanceof Symbol.Result result
                && result.method().equals(site.call().target())
                && result.arguments().stream().anyMatch(each -> comesFrom(each, given));
    }

    private static boolean comesFrom(Symbol value, Collection<Symbol> given) {
        return !(value instanceof Symbol.Unknown)
                && (given.contains(value)
                        || (value instanceof Symbol.Result result
                                && result.receiver() != null
                                && comesFrom(result.receiver(), given)));
    }

    private static void add(Site site, Set<Reference> refused) {
        site.effect()
                .pinned()
                .forEach(column -> refused.add(new Reference(site.effect().table(), column)));
    }

    /** Whether rows of the table are those of the entity, or stand between it and others. */
    private boolean isRemovedWith(String type, String table) {
        return application.entities().table(type).filter(table::equals).isPresent()
                || (!application.entities().isOfEntity(table)
                        && application.entities().reference(type, table).isPresent());
    }

    /** Whether the read finds rows of the entity, and those between, only by columns that were refused. */
    private boolean areFoundByOthers(CachedRead read, String type, String table, Set<Reference> refused) {
        String own = application.entities().table(type).orElse("");
        Optional<String> between =
                table.equals(own) ? Optional.empty() : application.entities().reference(type, table);
        boolean isRead = false;
        for (Together together : together(read)) {
            for (Effect effect : together.effects()) {
                boolean isOwn = effect.table().equals(own);
                isRead |= isOwn;
                boolean isStray = (isOwn && !isFoundByOthers(effect, together, type, refused))
                        || (between.isPresent()
                                && effect.table().equals(table)
                                && !effect.pinned().contains(between.get()));
                if (isStray) {
                    return false;
                }
            }
        }
        return isRead;
    }

    private boolean isFoundByOthers(Effect effect, Together together, String type, Set<Reference> refused) {
        boolean isJoined = effect.matches().stream()
                .anyMatch(match -> application.entities().isKey(effect.table(), match.column())
                        && refused.contains(
                                new Reference(match.other().name().toLowerCase(Locale.ROOT), match.otherColumn())));
        return isJoined
                || (together.isAlong(effect)
                        && isFetchedBy(together.tables(), type, together.owner().isEmpty(), refused));
    }

    /** Whether all that can lead to rows of the entity, in what is read at once, are columns that were refused. */
    private boolean isFetchedBy(Set<String> tables, String type, boolean isEager, Set<Reference> refused) {
        boolean isThere = refused.stream()
                .anyMatch(each -> tables.contains(each.table())
                        && application
                                .entities()
                                .referred(each)
                                .filter(type::equals)
                                .isPresent());
        return isThere
                && application.entities().references(tables, type, isEager).stream()
                        .allMatch(each -> each.filter(refused::contains).isPresent());
    }

    /**
     * What a call reads at once.
     *
     * @param owner the table of the entity on which it is called; none if it is called on something else
     */
    private record Together(Optional<String> owner, List<Effect> effects) {
        /** The tables, that of the entity among them. */
        Set<String> tables() {
            return Stream.concat(owner.stream(), effects.stream().map(Effect::table))
                    .collect(Collectors.toSet());
        }

        /** Whether rows are not what was asked for, but what comes with it. */
        boolean isAlong(Effect effect) {
            return effect.operation() == Effect.Operation.FIND
                    && (owner.isPresent() || !effects.get(0).table().equals(effect.table()));
        }
    }

    private Collection<Together> together(CachedRead read) {
        Map<Object, Together> found = new LinkedHashMap<>();
        application
                .reach(read.node())
                .nodes()
                .forEach(node -> application.effects().of(node).stream()
                        .filter(site -> !site.effect().isWrite())
                        .forEach(site -> found.computeIfAbsent(
                                        List.of(node, site.call()),
                                        key -> new Together(
                                                application
                                                        .entities()
                                                        .table(site.call()
                                                                .target()
                                                                .owner()),
                                                new ArrayList<>()))
                                .effects()
                                .add(site.effect())));
        return found.values();
    }
}
