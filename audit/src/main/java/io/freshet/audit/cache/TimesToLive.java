package io.freshet.audit.cache;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long entries live, where settings, annotations, names of caches or code that builds caches say so with constants. Where two say different
 * times the longer one counts. A time of zero is none in Redis: entries stay. Immutable.
 */
public final class TimesToLive {

    private static final int DEPTH = 3;
    private static final Duration ENDLESS = ChronoUnit.FOREVER.getDuration();
    private static final Set<String> STEPS = Set.of("entryTtl", "expireAfterWrite");
    private static final Set<String> DEFAULTS = Set.of("cacheDefaults", "setCaffeine");
    private static final Set<String> NAMING =
            Set.of("withCacheConfiguration", "registerCustomCache", "put", "entry", "of", "<init>");
    private static final Set<String> TAKING = Set.of("set", "setIfAbsent", "put", "trySet");
    private static final String REDIS = "spring.cache.redis.timetolive";
    private static final String CAFFEINE = "spring.cache.caffeine.spec";
    private static final Pattern SPEC = Pattern.compile("expireAfterWrite=(\\w+)");
    private static final Pattern SUFFIX = Pattern.compile("#(\\d+(?:ms|s|m|h|d))(?:#.*)?$");
    private static final String BEAN = "org/springframework/context/annotation/Bean";
    private static final String JETCACHE = "com/alicp/jetcache/anno/Cached";

    private final Program program;
    private final Annotations annotations;
    private final Bodies bodies;
    private final Map<String, Duration> byName = new HashMap<>();
    private final List<Duration> usual = new ArrayList<>();

    /** Of a program. */
    public TimesToLive(Program program, Annotations annotations, Bodies bodies) {
        this.program = program;
        this.annotations = annotations;
        this.bodies = bodies;
        program.settings().forEach(text -> addSettings(SettingTexts.values(text)));
        for (ClassModel type : program.classes()) {
            for (MethodModel method : type.methods()) {
                addBean(method);
                method.calls().stream()
                        .filter(call -> NAMING.contains(call.target().name())
                                || DEFAULTS.contains(call.target().name())
                                || call.target().name().equals("setCacheSpecification"))
                        .forEach(call -> add(method, call));
            }
        }
    }

    private void addSettings(Map<String, String> values) {
        Optional.ofNullable(values.get(REDIS))
                .flatMap(SettingTexts::duration)
                .map(TimesToLive::ofRedis)
                .ifPresent(usual::add);
        Optional.ofNullable(values.get(CAFFEINE)).flatMap(TimesToLive::ofSpec).ifPresent(usual::add);
    }

    private static Duration ofRedis(Duration written) {
        return written.isZero() ? ENDLESS : written;
    }

    private static Optional<Duration> ofSpec(String spec) {
        Matcher written = SPEC.matcher(spec);
        return written.find() ? SettingTexts.duration(written.group(1)) : Optional.empty();
    }

    private void addBean(MethodModel method) {
        boolean isConfiguration =
                method.id().descriptor().endsWith(")Lorg/springframework/data/redis/cache/RedisCacheConfiguration;")
                        || method.id().descriptor().endsWith(")Lcom/github/benmanes/caffeine/cache/Caffeine;");
        if (isConfiguration && !annotations.find(method.annotations(), BEAN).isEmpty()) {
            bodies.of(method.id()).returned().forEach(symbol -> of(symbol, 0).ifPresent(usual::add));
        }
    }

    private void add(MethodModel method, Call call) {
        Body.Arguments arguments = bodies.arguments(method.id(), call);
        String name = call.target().name();
        if (DEFAULTS.contains(name)) {
            of(arguments.value(0), 0).ifPresent(usual::add);
        } else if (name.equals("setCacheSpecification")) {
            arguments.value(0).text().flatMap(TimesToLive::ofSpec).ifPresent(usual::add);
        } else {
            for (int at = 0; at + 1 < arguments.values().size(); at += 2) {
                addNamed(arguments.value(at), arguments.value(at + 1));
            }
        }
    }

    private void addNamed(Symbol name, Symbol built) {
        Optional<Duration> time = name.texts().isEmpty() ? Optional.empty() : of(built, 0);
        time.ifPresent(found -> name.texts().forEach(each -> byName.merge(each, found, TimesToLive::longer)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** What the calls say by which a configuration or cache is built up. */
    private Optional<Duration> of(Symbol symbol, int depth) {
        Optional<Duration> found = Optional.empty();
        for (Symbol at = symbol; at instanceof Symbol.Result step && found.isEmpty(); at = step.receiver()) {
            if (STEPS.contains(step.method().name())) {
                Optional<Duration> written = duration(step.arguments());
                return step.method().name().equals("entryTtl") ? written.map(TimesToLive::ofRedis) : written;
            }
            boolean isOwn = program.isOwn(step.method().owner()) && depth < DEPTH;
            List<Symbol> returned = isOwn
                    ? program.resolve(step.method())
                            .map(method -> bodies.of(method.id()).returned())
                            .orElse(List.of())
                    : List.of();
            found = returned.size() == 1 ? of(returned.get(0), depth + 1) : Optional.empty();
        }
        return found;
    }

    /** {@code Duration.ofMinutes(1)}, or {@code 1, TimeUnit.MINUTES}. */
    private static Optional<Duration> duration(List<Symbol> given) {
        for (int at = 0; at < given.size(); at++) {
            if (given.get(at) instanceof Symbol.Result made
                    && made.method().owner().equals("java/time/Duration")
                    && !made.arguments().isEmpty()) {
                return ofMaker(made.method().name(), made.arguments().get(0));
            } else if (given.get(at) instanceof Symbol.Field constant
                    && constant.owner().equals("java/time/Duration")
                    && constant.name().equals("ZERO")) {
                return Optional.of(Duration.ZERO);
            } else if (given.get(at) instanceof Symbol.Field unit
                    && unit.owner().equals("java/util/concurrent/TimeUnit")
                    && at > 0) {
                TimeUnit known = TimeUnit.valueOf(unit.name());
                return number(given.get(at - 1)).map(count -> Duration.of(count, known.toChronoUnit()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> ofMaker(String name, Symbol given) {
        if (name.equals("parse")) {
            return given.text().flatMap(SettingTexts::duration);
        }
        return number(given)
                .flatMap(count -> Optional.ofNullable(
                        switch (name) {
                            case "ofMillis" -> Duration.ofMillis(count);
                            case "ofSeconds" -> Duration.ofSeconds(count);
                            case "ofMinutes" -> Duration.ofMinutes(count);
                            case "ofHours" -> Duration.ofHours(count);
                            case "ofDays" -> Duration.ofDays(count);
                            default -> null;
                        }));
    }

    /** No more than a century, so that it can be counted in any unit. */
    private static Optional<Long> number(Symbol symbol) {
        return symbol instanceof Symbol.Constant constant
                        && constant.value() instanceof Number number
                        && number.longValue() >= 0
                        && number.longValue() <= 3_155_760_000_000L
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    /** How long entries of the cached read live at the most; none if that is not known, or has no end. */
    public Optional<Duration> of(CachedRead read) {
        Optional<Duration> time = switch (read.library()) {
            case JETCACHE -> ofJetCache(read.node());
            case OWN -> ofCalls(read.node());
            case SPRING -> ofNames(read);
            default -> Optional.empty();
        };
        return time.filter(known -> !known.equals(ENDLESS));
    }

    private Optional<Duration> ofNames(CachedRead read) {
        List<Optional<Duration>> times = read.names().stream().map(this::ofName).toList();
        return times.stream().allMatch(Optional::isPresent)
                ? times.stream().flatMap(Optional::stream).reduce(TimesToLive::longer)
                : Optional.empty();
    }

    private Optional<Duration> ofName(String name) {
        Matcher suffix = SUFFIX.matcher(name);
        if (suffix.find()) {
            return SettingTexts.duration(suffix.group(1)).map(TimesToLive::ofRedis);
        }
        return Optional.ofNullable(byName.get(name)).or(() -> usual.stream().reduce(TimesToLive::longer));
    }

    private Optional<Duration> ofJetCache(Node node) {
        return annotations.onMethod(node.method(), JETCACHE).stream()
                .findFirst()
                .filter(use -> use.values().get("expire") instanceof Integer)
                .map(TimesToLive::ofExpire);
    }

    private static Duration ofExpire(AnnotationUse use) {
        String unit = use.text("timeUnit");
        TimeUnit known = unit.isEmpty() ? TimeUnit.SECONDS : TimeUnit.valueOf(unit.toUpperCase(Locale.ROOT));
        return Duration.of((Integer) use.values().getOrDefault("expire", 0), known.toChronoUnit());
    }

    private Optional<Duration> ofCalls(Node node) {
        return node.method().calls().stream()
                .filter(call -> TAKING.contains(call.target().name())
                        || Names.simple(call.target().owner())
                                .toLowerCase(Locale.ROOT)
                                .contains("redis"))
                .flatMap(call -> duration(bodies.arguments(node.id(), call).values()).stream())
                .reduce(TimesToLive::longer);
    }
}
