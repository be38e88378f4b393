package io.freshet.console.service;

import io.freshet.console.fleet.CacheReport;
import io.freshet.console.fleet.Fleet;
import io.freshet.console.fleet.Heard;
import io.freshet.console.fleet.HeardNode;
import io.freshet.console.fleet.Learned;
import io.freshet.console.fleet.Peers;
import io.freshet.console.fleet.Question;
import io.freshet.console.fleet.Report;
import io.freshet.console.view.ActionView;
import io.freshet.console.view.CacheOnNode;
import io.freshet.console.view.CacheRow;
import io.freshet.console.view.FleetView;
import io.freshet.console.view.NodeRow;
import io.freshet.console.view.NodeStanding;
import io.freshet.console.view.OverviewView;
import io.freshet.console.view.ProblemView;
import io.freshet.console.view.Severity;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the whole fleet does: what this instance knows of itself, and what the others told. */
final class Fleets {

    private static final Log LOG = LogFactory.getLog("io.freshet.console");
    private static final int MOST_NAMED = 3;
    private static final String UNIQUE = "Give each instance a name of its own by freshet.instance, or leave that out";

    private final Instance instance;
    private final Fleet fleet;
    private final Peers peers;
    private boolean hadNamesake;
    private final Reports reports;

    Fleets(Instance instance, Courses courses, Fleet fleet, Peers peers) {
        this.instance = instance;
        this.fleet = fleet;
        this.peers = peers;
        this.reports = new Reports(instance, courses);
    }

    /** Tells the others how this instance does. */
    void tell(OwnOverview own, List<ActionView> done) {
        fleet.tell(reports.of(own, done, false));
        boolean hasNamesake = fleet.namesake().isPresent();
        if (hasNamesake && !hadNamesake) {
            fleet.namesake().ifPresent(other -> LOG.warn(text(other) + ". " + UNIQUE));
        }
        hadNamesake = hasNamesake;
    }

    private String text(Fleet.Namesake other) {
        return "Another instance is named " + instance.freshet().status().instance() + " too"
                + (other.host() == null ? "" : ", at " + other.host())
                + ": each replaces what the other tells, so figures of one are missing, and writers wait for one of"
                + " them only, so the other may answer with an old value right after a commit";
    }

    private List<ProblemView> problemsOfTheName() {
        return fleet.namesake().stream()
                .map(other -> new ProblemView(Severity.CRITICAL, "this instance", null, text(other), UNIQUE))
                .toList();
    }

    /**
     * Asks all other instances that are there; those that may be there are named with why nothing is known of them. Blocks until all have answered, or
     * not for long.
     */
    <T> Map<String, Learned<T>> ask(Question question, Class<T> type) {
        Heard heard = fleet.look();
        Map<String, Learned<T>> learned = new TreeMap<>();
        List<String> present = new ArrayList<>();
        for (HeardNode node : heard.nodes()) {
            if (heard.unknown() != null) {
                learned.put(node.instance(), new Learned<>(null, heard.unknown()));
            } else if (node.isPresent()) {
                present.add(node.instance());
            } else if (node.report() == null || !node.report().ended()) {
                learned.put(node.instance(), new Learned<>(null, "it is gone"));
            }
        }
        learned.putAll(peers.ask(present, question, type));
        return learned;
    }

    /** Why other instances are not known; null if they are. */
    @Nullable
    String unknown() {
        return fleet.look().unknown();
    }

    /** Asks one other instance. */
    <T> Learned<T> ask(String other, Question question, Class<T> type) {
        return Objects.requireNonNull(peers.ask(List.of(other), question, type).get(other));
    }

    /** Takes leave of them. */
    void leave(OwnOverview own, List<ActionView> done) {
        fleet.leave(reports.of(own, done, true));
    }

    /** The overview of the fleet. */
    OverviewView of(OwnOverview own) {
        Heard heard = fleet.look();
        Report here = reports.of(own, List.of(), false);
        List<HeardNode> others = heard.nodes();
        FleetView view = view(own.node().instance(), here, heard, others);
        List<HeardNode> present = present(heard, others);
        List<ProblemView> problems = new ArrayList<>(own.problems());
        problems.addAll(problemsOfTheName());
        problems.addAll(problemsOf(others, view));
        present.forEach(node -> addNew(problems, node));
        Problems.sort(problems);
        if (present.isEmpty()) {
            return new OverviewView(
                    own.at(),
                    own.node(),
                    view,
                    own.totals(),
                    problems,
                    own.caches(),
                    own.caches().size(),
                    own.prevented());
        }
        List<Report> all = Stream.concat(
                        Stream.of(here), present.stream().map(HeardNode::report).filter(report -> report != null))
                .toList();
        return new OverviewView(
                own.at(),
                own.node(),
                view,
                Sums.totals(own.totals(), all),
                problems,
                rows(own.caches(), all, problems),
                own.caches().size(),
                own.prevented());
    }

    /** Those whose figures count: they are there, and what they told can be read. */
    private static List<HeardNode> present(Heard heard, List<HeardNode> others) {
        return heard.unknown() != null
                ? List.of()
                : others.stream()
                        .filter(HeardNode::isPresent)
                        .filter(node -> node.report() != null)
                        .toList();
    }

    private FleetView view(String own, Report here, Heard heard, List<HeardNode> others) {
        Instant now = instance.clock().instant();
        List<NodeRow> rows = new ArrayList<>();
        rows.add(NodeRows.here(own, here, fleet.lease(), now));
        others.stream()
                .map(node -> NodeRows.there(node, heard.unknown() == null, now))
                .sorted(Comparator.comparing((NodeRow row) -> row.standing() != NodeStanding.GONE)
                        .thenComparing(NodeRow::instance))
                .forEach(rows::add);
        int present = count(rows, NodeStanding.PRESENT);
        return new FleetView(now, rows, present, count(rows, NodeStanding.GONE), unknown(heard, present));
    }

    private static int count(List<NodeRow> rows, NodeStanding standing) {
        return (int) rows.stream().filter(row -> row.standing() == standing).count();
    }

    private @Nullable String unknown(Heard heard, int present) {
        if (heard.unknown() != null) {
            return "How other instances do is unknown, because " + heard.unknown()
                    + ". Figures are those of this instance alone";
        }
        int silent = instance.freshet().others() - (present - 1);
        return silent > 0
                ? "Figures of " + (silent == 1 ? "another instance" : silent + " other instances")
                        + " are unknown, because " + (silent == 1 ? "it tells" : "they tell")
                        + " nothing: only instances with a console do"
                : null;
    }

    private static List<ProblemView> problemsOf(List<HeardNode> others, FleetView view) {
        List<ProblemView> problems = new ArrayList<>();
        view.nodes().stream()
                .filter(row -> row.standing() == NodeStanding.GONE)
                .forEach(row -> problems.add(new ProblemView(
                        Severity.WARNING,
                        "instance " + row.instance(),
                        null,
                        row.instance() + " is gone. " + row.explanation(),
                        "Look at its process and its log. What it served from its cache ended with its lease")));
        others.stream()
                .filter(node -> node.report() == null && node.isPresent())
                .forEach(node -> problems.add(new ProblemView(
                        Severity.NOTE,
                        "instance " + node.instance(),
                        null,
                        "The figures of " + node.instance() + " are unknown, because " + node.unread(),
                        "Usual during a deployment; its own console shows them")));
        return problems;
    }

    /** What all instances tell in the same words is told once. */
    private static void addNew(List<ProblemView> problems, HeardNode node) {
        Report report = node.report();
        if (report == null) {
            return;
        }
        Set<ProblemView> known = new HashSet<>(problems);
        report.problems().stream()
                .filter(problem -> !known.contains(problem))
                .forEach(problem -> problems.add(new ProblemView(
                        problem.severity(),
                        problem.cache() == null ? "instance " + node.instance() : problem.subject(),
                        problem.cache(),
                        "On " + node.instance() + ": " + problem.text(),
                        problem.remedy())));
    }

    private static List<CacheRow> rows(List<CacheRow> own, List<Report> all, List<ProblemView> problems) {
        Map<String, List<CacheReport>> byName = new LinkedHashMap<>();
        all.forEach(report -> report.caches()
                .forEach(cache -> byName.computeIfAbsent(cache.name(), any -> new ArrayList<>())
                        .add(cache)));
        Map<String, Severity> worst = new LinkedHashMap<>();
        problems.stream()
                .filter(problem -> problem.cache() != null)
                .forEach(problem -> worst.putIfAbsent(String.valueOf(problem.cache()), problem.severity()));
        return own.stream()
                .map(row -> Sums.row(row, byName.getOrDefault(row.name(), List.of()), worst.get(row.name())))
                .toList();
    }

    /** One cache on each instance. */
    List<CacheOnNode> onEach(CacheRow own) {
        Heard heard = fleet.look();
        List<CacheOnNode> rows = new ArrayList<>();
        rows.add(new CacheOnNode(
                instance.freshet().status().instance(),
                true,
                own.off(),
                own.readsPerSecond(),
                own.hitRate(),
                own.entries(),
                own.loadP99Micros(),
                own.stalePrevented(),
                own.failedLoads(),
                null));
        heard.nodes().stream()
                .filter(node -> node.report() == null || !node.report().ended())
                .forEach(node -> rows.add(there(node, own.name(), heard)));
        return rows;
    }

    private static CacheOnNode there(HeardNode node, String cache, Heard heard) {
        Report report = node.report();
        if (heard.unknown() != null) {
            return unknown(node, heard.unknown());
        }
        if (report == null) {
            return unknown(node, String.valueOf(node.unread()));
        }
        if (!node.isPresent()) {
            return unknown(node, "it is gone");
        }
        return report.caches().stream()
                .filter(each -> each.name().equals(cache))
                .findFirst()
                .map(each -> new CacheOnNode(
                        node.instance(),
                        false,
                        each.off(),
                        each.readsPerSecond(),
                        Figures.rate(each.recentHits(), each.recentMisses()),
                        each.entries(),
                        each.loadP99Micros(),
                        each.stalePrevented(),
                        each.failedLoads(),
                        null))
                .orElseGet(() -> unknown(
                        node,
                        report.cachesLeftOut() > 0
                                ? "it has too many caches to tell of all"
                                : "it has no cache of this name"));
    }

    private static CacheOnNode unknown(HeardNode node, String why) {
        return new CacheOnNode(
                node.instance(), false, null, null, null, null, null, null, null, "Unknown, because " + why);
    }

    /** What was done in the consoles of other instances, as far as they told. */
    Stream<ActionView> actionsElsewhere() {
        return fleet.look().nodes().stream()
                .map(HeardNode::report)
                .filter(report -> report != null)
                .flatMap(report -> report.actions().stream());
    }

    /**
     * About how much the instances that are there have of some caches, and what is not known.
     *
     * @param own entries of this instance
     * @param readsHere reads a second of each cache on this instance, as far as they are known
     */
    Counted count(Collection<String> caches, long own, List<Double> readsHere) {
        Heard heard = fleet.look();
        List<HeardNode> others = heard.nodes();
        List<HeardNode> present = present(heard, others);
        List<CacheReport> there = present.stream()
                .map(HeardNode::report)
                .filter(report -> report != null)
                .flatMap(report -> report.caches().stream())
                .filter(cache -> caches.contains(cache.name()))
                .toList();
        Double reads = Figures.sumOrNull(Stream.concat(
                readsHere.stream(),
                there.stream().map(CacheReport::readsPerSecond).filter(rate -> rate != null)));
        List<String> uncounted = others.stream()
                .filter(node -> !present.contains(node))
                .filter(node -> node.report() == null || !node.report().ended())
                .map(HeardNode::instance)
                .toList();
        return new Counted(
                own + there.stream().mapToLong(CacheReport::entries).sum(),
                reads,
                present.size() + 1,
                heard.unknown(),
                uncounted);
    }

    /**
     * What instances have of some caches.
     *
     * @param entries about how many entries in process
     * @param reads reads a second; null if that is not known
     * @param nodes on how many instances
     * @param unknown why others were not counted; null if they were
     * @param uncounted the names of those that were not
     */
    record Counted(
            long entries,
            @Nullable Double reads,
            int nodes,
            @Nullable String unknown,
            List<String> uncounted) {

        String entriesText() {
            return "About " + entries(entries) + on();
        }

        String loadsText() {
            return (reads == null ? "An unknown number of" : "About " + reads) + " loads a second" + on();
        }

        private String on() {
            return " on " + (nodes == 1 ? "this instance" : nodes + " instances");
        }

        static String entries(long number) {
            return String.format(Locale.ROOT, "%,d", number) + (number == 1 ? " entry" : " entries");
        }

        String rest() {
            String tier = "Those of the shared tier are not counted";
            if (unknown != null) {
                return tier + ", and those of other instances are unknown, because " + unknown;
            }
            return uncounted.isEmpty()
                    ? tier
                    : tier + ", nor are those of "
                            + String.join(
                                    ", ", uncounted.stream().limit(MOST_NAMED).toList())
                            + (uncounted.size() > MOST_NAMED ? " and others" : "") + ", whose figures are not known";
        }
    }
}
