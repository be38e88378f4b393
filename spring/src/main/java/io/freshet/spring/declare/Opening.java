package io.freshet.spring.declare;

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
import io.freshet.tag.TableDependency;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.task.TaskDecorator;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Opens the caches when all beans are there and before the first request: finds the annotated methods, checks everything, captures writes to
 * the tables that are depended on, and only then lets calls be answered from the cache.
 */
public final class Opening implements SmartInitializingSingleton, DisposableBean {

    private final ConfigurableListableBeanFactory beans;
    private final Freshet freshet;
    private final CacheSettings settings;
    private final Supplier<KnownTables> tables;
    private final WriteCapture capture;
    private final Calls calls;
    private final Iterable<CacheObserver> observers;
    private final Map<String, String> origins = new HashMap<>();

    /**
     * Not opened.
     *
     * @param tables asked when all beans are there
     * @param observers are told of each cache
     */
    public Opening(
            ConfigurableListableBeanFactory beans,
            Freshet freshet,
            CacheSettings settings,
            Supplier<KnownTables> tables,
            WriteCapture capture,
            Calls calls,
            Iterable<CacheObserver> observers) {
        this.beans = beans;
        this.freshet = freshet;
        this.settings = settings;
        this.tables = tables;
        this.capture = capture;
        this.calls = calls;
        this.observers = observers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        CacheDeclarations declarations = new CacheDeclarations(freshet, settings, tables.get(), context());
        declarations.declare(new AnnotatedBeans(beans));
        if (!declarations.mistakes().isEmpty()) {
            throw new ConfigurationMistakesException(declarations.mistakes());
        }
        origins.putAll(declarations.origins());
        capture.install(tablesDependedOn());
        declarations.caches().forEach(cache -> observers.forEach(observer -> observer.declared(cache)));
        calls.cached().open(declarations.cached());
        calls.invalidating().open(declarations.invalidating());
    }

    private CallerContext context() {
        return new CallerContext(
                beans.getBeanProvider(TaskDecorator.class).orderedStream().toList());
    }

    private Set<String> tablesDependedOn() {
        Set<String> names = new TreeSet<>();
        freshet.caches().stream()
                .flatMap(cache -> cache.dependencies().stream())
                .forEach(dependency -> {
                    if (dependency instanceof TableDependency table) {
                        names.add(table.table());
                    }
                });
        return names;
    }

    /** Where a cache's time to live was said. */
    public String originOfTimeToLive(String cache) {
        return origins.getOrDefault(cache, "code");
    }

    @Override
    public void destroy() {
        calls.cached().close();
        calls.invalidating().close();
    }

    /**
     * What methods are compiled to.
     *
     * @param cached cached ones
     * @param invalidating invalidating ones
     */
    public record Calls(CompiledCalls<CachedCall> cached, CompiledCalls<InvalidatingCall> invalidating) {}
}
