package io.freshet.spring.declare;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.spring.database.WriteCapture;
import io.freshet.spring.method.CachedCall;
import io.freshet.spring.method.CallerContext;
import io.freshet.spring.method.CompiledCalls;
import io.freshet.spring.method.InvalidatingCall;
import io.freshet.spring.observe.CacheObserver;
import io.freshet.spring.settings.CacheSettings;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.table.KnownTables;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Dependency;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.task.TaskDecorator;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * Opens the caches when all beans are there and before the first request: finds the annotated methods, checks everything, captures writes to
 * the tables and rows that are depended on, and only then lets calls be answered from the cache.
 */
public final class Opening implements SmartInitializingSingleton, DisposableBean {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    private final ConfigurableListableBeanFactory beans;
    private final Freshet freshet;
    private final CacheSettings settings;
    private final Iterable<EarlyCaches> early;
    private final Supplier<KnownTables> tables;
    private final WriteCapture capture;
    private final LateCaches late;
    private final DeclaredCaches declared;
    private final Calls calls;
    private final Iterable<CacheObserver> observers;
    private final Map<String, UnaryOperator<String>> origins = new HashMap<>();

    /**
     * Not opened.
     *
     * @param early declare caches that no annotated method does
     * @param tables asked when all beans are there
     * @param late sees to the caches that are declared in code
     * @param declared knows those that methods have declared
     * @param observers are told of each cache
     */
    public Opening(
            ConfigurableListableBeanFactory beans,
            Freshet freshet,
            CacheSettings settings,
            Iterable<EarlyCaches> early,
            Supplier<KnownTables> tables,
            WriteCapture capture,
            LateCaches late,
            DeclaredCaches declared,
            Calls calls,
            Iterable<CacheObserver> observers) {
        this.beans = beans;
        this.freshet = freshet;
        this.settings = settings;
        this.early = early;
        this.tables = tables;
        this.capture = capture;
        this.late = late;
        this.declared = declared;
        this.calls = calls;
        this.observers = observers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        CacheDeclarations declarations = new CacheDeclarations(
                freshet,
                settings,
                new Schema(tables.get(), asked(capture), capture::mistakes),
                context(),
                declared,
                beans);
        early.forEach(each -> each.declare(declarations.mistakes()));
        boolean mayBeMore = StreamSupport.stream(early.spliterator(), false).anyMatch(EarlyCaches::mayBeMore);
        declarations.declare(new AnnotatedBeans(beans), mayBeMore);
        if (!declarations.mistakes().isEmpty()) {
            throw new ConfigurationMistakesException(declarations.mistakes());
        }
        origins.putAll(declarations.origins());
        List<LateCaches.Waiting> waiting = late.waiting();
        tell(wanted(), capture::install);
        freshet.caches().forEach(this::observe);
        late.open(waiting, new Late());
        calls.cached().open(declarations.cached());
        calls.invalidating().open(declarations.invalidating());
    }

    private CallerContext context() {
        return new CallerContext(
                beans.getBeanProvider(TaskDecorator.class).orderedStream().toList());
    }

    /** The columns of each table, asked once. */
    private static Function<String, Map<String, ColumnKind>> asked(WriteCapture capture) {
        Map<String, Map<String, ColumnKind>> known = new HashMap<>();
        return table -> known.computeIfAbsent(table, capture::columns);
    }

    private List<Dependency> dependencies() {
        return freshet.caches().stream()
                .flatMap(cache -> cache.dependencies().stream())
                .toList();
    }

    /** Of all caches, and of the tables that are related to anything. */
    private Shapes wanted() {
        Set<Shape> wanted = new HashSet<>(Shapes.of(dependencies()).all());
        wanted.addAll(Shapes.ofTables(freshet.relatedTables()).all());
        return new Shapes(wanted);
    }

    private void observe(Cache<?, ?> cache) {
        observers.forEach(observer -> observer.declared(cache));
    }

    private void tell(Shapes wanted, UnaryOperator<Shapes> install) {
        Shapes told = install.apply(wanted);
        freshet.shapes().add(told);
        capture.watch(freshet.shapes(), freshet.changes());
        Set<Shape> untold = new HashSet<>(wanted.all());
        untold.removeAll(told.all());
        if (!untold.isEmpty()) {
            LOG.warn(
                    "Writes to these rows are told as writes to their whole tables, since the triggers that tell them could not be"
                            + " installed (PostgresCapture.missing says why, PostgresCapture.script gives what lacks): "
                            + untold.stream().map(Shape::toString).sorted().toList());
        }
    }

    /** Where it was said what a setting of a cache is configured to: in code, an annotation, a property, or nowhere. */
    public String originOf(String cache, String setting) {
        return origins.getOrDefault(cache, any -> "code").apply(setting);
    }

    @Override
    public void destroy() {
        calls.cached().close();
        calls.invalidating().close();
    }

    /** What is done for caches that are declared from now on. */
    private final class Late implements LateCaches.Openings {

        @Override
        public void declared(Cache<?, ?> cache) {
            observe(cache);
        }

        @Override
        public void capture(Shapes shapes) {
            tell(shapes, capture::installLate);
        }

        @Override
        public Duration settling() {
            return capture.settling();
        }
    }

    /**
     * What methods are compiled to.
     *
     * @param cached cached ones
     * @param invalidating invalidating ones
     */
    public record Calls(CompiledCalls<CachedCall> cached, CompiledCalls<InvalidatingCall> invalidating) {}
}
