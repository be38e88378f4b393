package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.Names;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How bad a finding is: what its rule says, and less for each of three things that speak for less. Each says so itself, so that nobody has to
 * guess. Nothing raises a finding above its rule, and nothing makes it less than a note.
 */
final class Severity {

    /** A stale answer that is over so soon is seldom noticed. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    private static final Set<Rule> UNTIL_EXPIRY = EnumSet.of(
            Rule.WRITE_WITHOUT_EVICTION,
            Rule.EVICTED_ON_SOME_PATHS,
            Rule.KEY_NEVER_MATCHES,
            Rule.EVICT_BEFORE_WRITE,
            Rule.EVICT_BEFORE_COMMIT,
            Rule.CLOCK_DEPENDENT,
            Rule.CACHED_ABSENCE,
            Rule.OLD_KEY_STAYS);
    private static final Pattern ADMIN_PATH =
            Pattern.compile("/(admin|actuator|internal|management)(/|$)", Pattern.CASE_INSENSITIVE);
    /** What says who may call a method; of each list one on the method stands in for all on the class. */
    private static final List<Set<String>> GUARDS =
            List.of(Set.of("PreAuthorize"), Set.of("Secured"), Set.of("RolesAllowed", "PermitAll", "DenyAll"));

    private static final Pattern ROLES = Pattern.compile(
            "\\s*has(?:Role|Authority|AnyRole|AnyAuthority)\\s*\\(\\s*((?:'[^']*'|\"[^\"]*\")(?:\\s*,\\s*(?:'[^']*'|\"[^\"]*\"))*)\\s*\\)\\s*");

    private final Application application;
    private final Map<String, EntryPoint> entries = new HashMap<>();

    Severity(Application application) {
        this.application = application;
        application.entries().forEach(entry -> entries.putIfAbsent(entry.label(), entry));
    }

    /** The finding, as bad as it is. */
    Finding weighed(Finding finding) {
        List<String> lowered = new ArrayList<>();
        Level level = finding.level();
        boolean isSeen = finding.confidence().compareTo(Confidence.CODE) > 0;
        Optional<EntryPoint> entry =
                Optional.ofNullable(entries.get(finding.entry())).filter(each -> !isSeen);
        if (entry.filter(Severity::isUncalled).isPresent() && level == Level.ERROR) {
            level = Level.WARNING;
            lowered.add("nothing outside was seen to call it");
        }
        Optional<String> few = entry.flatMap(this::few);
        Optional<String> isShort = shortLife(finding);
        boolean isUnsure = finding.confidence() == Confidence.NOT_SEEN;
        for (String reason : Stream.of(
                        few, isShort, Optional.of("a test run did not see it").filter(each -> isUnsure))
                .flatMap(Optional::stream)
                .toList()) {
            if (level != Level.NOTE) {
                level = below(level);
                lowered.add(reason);
            }
        }
        return finding.as(level, lowered);
    }

    private static Level below(Level level) {
        return level == Level.ERROR ? Level.WARNING : Level.NOTE;
    }

    private static boolean isUncalled(EntryPoint entry) {
        return entry.kind() == EntryPoint.Kind.SERVICE || entry.kind() == EntryPoint.Kind.EVENT;
    }

    /** Who reaches an entry point, if that is few. */
    private Optional<String> few(EntryPoint entry) {
        if (entry.kind() == EntryPoint.Kind.JOB || entry.kind() == EntryPoint.Kind.RUNNER) {
            return Optional.of("only a job or the start reaches it");
        }
        return isForAdministrators(entry) ? Optional.of("only administrators reach it") : Optional.empty();
    }

    private boolean isForAdministrators(EntryPoint entry) {
        Node node = entry.node();
        List<AnnotationUse> onClass = application
                .program()
                .own(node.self())
                .map(ClassModel::annotations)
                .orElse(List.of());
        return ADMIN_PATH.matcher(entry.label()).find()
                || GUARDS.stream()
                        .anyMatch(names -> among(node.method().annotations(), names)
                                .or(() -> among(onClass, names))
                                .filter(Severity::isForAdministrators)
                                .isPresent());
    }

    private static Optional<AnnotationUse> among(List<AnnotationUse> uses, Set<String> names) {
        return uses.stream()
                .filter(use -> names.contains(Names.simple(use.type())))
                .findFirst();
    }

    /** Whether nobody but an administrator is named; who meets an expression of several parts is not known. */
    private static boolean isForAdministrators(AnnotationUse use) {
        List<String> roles = use.texts("value");
        if (Names.simple(use.type()).equals("PreAuthorize")) {
            Matcher expression = ROLES.matcher(String.join("", roles));
            roles = expression.matches() ? List.of(expression.group(1).split(",", -1)) : List.of();
        }
        return !roles.isEmpty()
                && roles.stream().allMatch(role -> role.toUpperCase(Locale.ROOT).contains("ADMIN"));
    }

    private Optional<String> shortLife(Finding finding) {
        List<CachedRead> reads = UNTIL_EXPIRY.contains(finding.rule())
                ? application.cachedReads().stream()
                        .filter(read -> read.cache().equals(finding.cache()))
                        .toList()
                : List.of();
        List<Duration> times = reads.stream()
                .flatMap(read -> application.timesToLive().of(read).stream())
                .toList();
        boolean areShort = !reads.isEmpty()
                && times.size() == reads.size()
                && times.stream().allMatch(time -> time.compareTo(SHORT) <= 0);
        return areShort
                ? times.stream().max(Duration::compareTo).map(time -> "its entries end after " + words(time))
                : Optional.empty();
    }

    /** A time to live as people say it. */
    static String words(Duration time) {
        long seconds = time.toSeconds();
        if (time.toMillisPart() > 0) {
            return time.toMillis() + " ms";
        } else if (seconds > 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        } else if (seconds > 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds > 60 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
