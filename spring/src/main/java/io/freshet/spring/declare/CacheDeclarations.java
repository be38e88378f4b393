package io.freshet.spring.declare;

import io.freshet.Cache;
import io.freshet.CacheBuilder;
import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import io.freshet.key.KeyPattern;
import io.freshet.key.KeyTemplateException;
import io.freshet.read.CachePolicy;
import io.freshet.remote.CodecFactory;
import io.freshet.resolve.DeclarationException;
import io.freshet.resolve.InvalidatingMethod;
import io.freshet.spring.declare.AnnotatedBeans.Found;
import io.freshet.spring.declare.DeclaredCaches.Declared;
import io.freshet.spring.method.CachedCall;
import io.freshet.spring.method.CallerContext;
import io.freshet.spring.method.Condition;
import io.freshet.spring.method.Interceptable;
import io.freshet.spring.method.InvalidatingCall;
import io.freshet.spring.settings.CacheSettings;
import io.freshet.spring.settings.Mistake;
import io.freshet.spring.settings.Setting;
import io.freshet.spring.settings.ValueCodecs;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Declares the caches of annotated methods and compiles the methods; gathers every mistake on the way. Used once, by one thread. */
final class CacheDeclarations {

    /** In place of one that is wrong, so that what else is wrong is found too. */
    private static final Duration UNKNOWN_TTL = Duration.ofDays(10_000);

    private final Freshet freshet;
    private final CacheSettings settings;
    private final Schema schema;
    private final CallerContext context;
    private final DeclaredCaches declared;
    private final BeanFactory beans;
    private final Map<String, Declared> here = new HashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<Method, CachedCall> cached = new HashMap<>();
    private final Map<Method, InvalidatingCall> invalidating = new HashMap<>();
    private final Map<String, UnaryOperator<String>> origins = new HashMap<>();

    CacheDeclarations(
            Freshet freshet,
            CacheSettings settings,
            Schema schema,
            CallerContext context,
            DeclaredCaches declared,
            BeanFactory beans) {
        this.freshet = freshet;
        this.settings = settings;
        this.schema = schema;
        this.context = context;
        this.declared = declared;
        this.beans = beans;
    }

    /** @param mayBeMore whether settings may name caches that are made when somebody asks for them */
    void declare(AnnotatedBeans beans, boolean mayBeMore) {
        mistakes.addAll(settings.ofTheInstance());
        if (!areRelationsKnown()) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        for (Found<Cached> found : beans.cached()) {
            read(found).ifPresent(declaration -> {
                names.add(declaration.cache());
                declare(declaration);
            });
        }
        freshet.caches().forEach(cache -> names.add(cache.name()));
        mistakes.addAll(settings.unknown(names, mayBeMore));
        beans.invalidating().forEach(this::compile);
        requireRelations();
        for (Method method : beans.dependentForNothing()) {
            mistakes.add(new Mistake(
                    "@DependsOn stands on " + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                            + ", whose results are not cached",
                    "Add @Cached, or remove it"));
        }
    }

    /** Each cache asks for them when it is made. */
    private boolean areRelationsKnown() {
        try {
            freshet.relatedTables();
            return true;
        } catch (DeclarationException e) {
            mistakes.add(Mistake.of("A relation cannot be honoured: " + e.getMessage()));
            return false;
        }
    }

    private void requireRelations() {
        try {
            freshet.requireRelations();
        } catch (DeclarationException e) {
            mistakes.add(Mistake.of(String.valueOf(e.getMessage())));
        }
    }

    private Optional<CachedDeclaration> read(Found<Cached> found) {
        Optional<String> obstacle =
                Interceptable.obstacle(found.method(), found.bean()).or(() -> Interceptable.unkeepable(found.method()));
        if (obstacle.isPresent()) {
            mistakes.add(Mistake.of("@Cached(cache = \"" + found.annotation().cache() + "\") stands on "
                    + found.describe() + ", which " + obstacle.get()));
            return Optional.empty();
        }
        try {
            return Optional.of(CachedDeclaration.of(found, schema, mistakes));
        } catch (DeclarationException e) {
            mistakes.add(Mistake.of(String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            mistakes.add(Mistake.of("@Cached on " + found.describe() + ": " + e.getMessage()));
        }
        return Optional.empty();
    }

    private void declare(CachedDeclaration declaration) {
        String name = declaration.cache();
        Declared said = new Declared(declaration.contract(), declaration.describe());
        Declared sameContext = here.putIfAbsent(name, said);
        Declared earlier = sameContext == null ? declared.before(freshet, name) : sameContext;
        Cache<?, ?> cache = earlier == null ? build(declaration) : shared(declaration, earlier);
        if (cache != null) {
            declared.add(freshet, name, said);
            cached.put(declaration.source(), new CachedCall(declaration.method(), cache, freshet.tenants(), context));
        }
    }

    private @Nullable Cache<?, ?> shared(CachedDeclaration declaration, Declared earlier) {
        List<String> differences = new ArrayList<>(earlier.contract());
        differences.removeAll(declaration.contract());
        List<String> others = new ArrayList<>(declaration.contract());
        others.removeAll(earlier.contract());
        if (differences.isEmpty()) {
            return freshet.cache(declaration.cache());
        }
        mistakes.add(new Mistake(
                "The cache '" + declaration.cache() + "' is declared twice: on " + earlier.where() + " with "
                        + String.join(", ", differences) + ", and on " + declaration.describe() + " with "
                        + String.join(", ", others),
                "Make both say the same, or give one key template another literal segment"));
        return null;
    }

    private @Nullable Cache<?, ?> build(CachedDeclaration declaration) {
        String name = declaration.cache();
        Cached annotation = declaration.method().annotation();
        Optional<Setting<Duration>> ttl = settings.timeToLive(name, annotation, declaration.describe(), mistakes);
        Optional<CodecFactory> codecs = settings.codecs(name, mistakes).map(ValueCodecs::packed);
        UnaryOperator<CachePolicy> policy = settings.policy(
                name,
                annotation,
                declaration.describe(),
                ttl.map(Setting::value).orElse(UNKNOWN_TTL),
                mistakes);
        if (ttl.isEmpty()) {
            return null;
        }
        origins.put(
                name,
                setting -> setting.equals("ttl")
                        ? ttl.get().origin()
                        : settings.originOf(name, setting, annotation, declaration.describe()));
        try {
            CacheBuilder<?, ?> builder = freshet.cache(
                    declaration.method().template(), declaration.method().type());
            codecs.ifPresent(builder::codecs);
            Cache<?, ?> cache = builder.timeToLive(ttl.get().value())
                    .policy(own -> policy.apply(declaration.hasTenant() ? own.withShared(false) : own))
                    .dependsOn(List.copyOf(declaration.dependencies()))
                    .build();
            requireTenantsApart(declaration, cache);
            return cache;
        } catch (RuntimeException e) {
            mistakes.add(Mistake.of(
                    "The cache '" + name + "' on " + declaration.describe() + " cannot be made: " + e.getMessage()));
            return null;
        }
    }

    private void requireTenantsApart(CachedDeclaration declaration, Cache<?, ?> cache) {
        if (declaration.hasTenant() && cache.policy().shared()) {
            mistakes.add(new Mistake(
                    "The cache '" + declaration.cache() + "' is shared by all tenants, but " + declaration.describe()
                            + " has a parameter marked @Tenant, whose value would then not count",
                    "Remove shared = true, or @Tenant"));
        }
    }

    private void compile(Found<List<Invalidates>> found) {
        Optional<String> obstacle =
                Interceptable.obstacle(found.method(), found.bean()).or(() -> Interceptable.unfinished(found.method()));
        if (obstacle.isPresent()) {
            mistakes.add(Mistake.of("@Invalidates stands on " + found.describe() + ", which " + obstacle.get()));
            return;
        }
        try {
            List<InvalidatingCall.Part> parts =
                    found.annotation().stream().map(each -> part(found, each)).toList();
            invalidating.put(found.method(), new InvalidatingCall(parts, freshet));
        } catch (DeclarationException e) {
            mistakes.add(Mistake.of(String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            mistakes.add(Mistake.of("@Invalidates on " + found.describe() + ": " + e.getMessage()));
        }
    }

    private InvalidatingCall.Part part(Found<List<Invalidates>> found, Invalidates annotation) {
        InvalidatingMethod method = InvalidatingMethod.of(found.method(), List.of(annotation));
        method.patterns().forEach(pattern -> requireMatch(pattern, method));
        return new InvalidatingCall.Part(
                method, dependencies(method), Condition.of(found.method(), annotation.condition(), beans));
    }

    private void requireMatch(KeyPattern pattern, InvalidatingMethod method) {
        try {
            freshet.requireMatch(pattern);
        } catch (KeyTemplateException e) {
            mistakes.add(Mistake.of("@Invalidates on " + method.describe() + ": " + e.getMessage()));
        }
    }

    private List<Dependency> dependencies(InvalidatingMethod method) {
        List<Dependency> dependencies = new ArrayList<>();
        method.tags().forEach(tag -> dependencies.add(new FreeDependency(tag)));
        for (Class<?> entity : method.entities()) {
            schema.entities().tablesOf(entity).forEach(table -> dependencies.add(new TableDependency(table)));
        }
        return dependencies;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    Map<Method, CachedCall> cached() {
        return cached;
    }

    Map<Method, InvalidatingCall> invalidating() {
        return invalidating;
    }

    /** By cache: where it was said what a setting is. */
    Map<String, UnaryOperator<String>> origins() {
        return origins;
    }
}
