package io.freshet.spring.database;

import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.StatementListener;
import io.freshet.change.ChangeSink;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import javax.sql.DataSource;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Wraps each data source of the application, so that its connections tell what they wrote. What leads only to such that are wrapped already is left
 * alone. Thread-safe.
 */
public final class CapturingDataSources implements BeanPostProcessor, Ordered {

    private final ChangeSink sink;
    private final Supplier<StatementListener> listener;
    private final boolean mayHaveTriggers;
    private final List<CapturedSource> captured = new CopyOnWriteArrayList<>();

    /**
     * Tells this sink.
     *
     * @param mayHaveTriggers whether triggers may tell writes before it is decided who does
     * @param listener asked for when the first data source is there: who hears what is executed
     */
    public CapturingDataSources(ChangeSink sink, boolean mayHaveTriggers, Supplier<StatementListener> listener) {
        this.sink = sink;
        this.mayHaveTriggers = mayHaveTriggers;
        this.listener = listener;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof DataSource source) || isCaptured(source)) {
            return bean;
        }
        LateTags tags = new LateTags(mayHaveTriggers);
        LateReadTables tables = new LateReadTables();
        captured.add(new CapturedSource(beanName, source, tags, tables));
        return new CapturedDataSource(source, tags, sink, tables, listener.get());
    }

    /** All that were wrapped so far. */
    List<CapturedSource> captured() {
        return captured;
    }

    static boolean isCaptured(DataSource source) {
        if (source instanceof AbstractRoutingDataSource routing) {
            return isCaptured(routing);
        }
        if (source instanceof DelegatingDataSource delegating) {
            DataSource target = delegating.getTargetDataSource();
            return target != null && isCaptured(target);
        }
        try {
            return source.isWrapperFor(CapturedDataSource.class);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether it leads to nothing else; what it leads to is not known before it has resolved that, or if it never does. */
    private static boolean isCaptured(AbstractRoutingDataSource routing) {
        Set<DataSource> targets = new HashSet<>();
        try {
            targets.addAll(routing.getResolvedDataSources().values());
        } catch (IllegalStateException e) {
            return false;
        }
        DataSource otherwise = routing.getResolvedDefaultDataSource();
        if (otherwise != null) {
            targets.add(otherwise);
        }
        return !targets.isEmpty() && targets.stream().allMatch(CapturingDataSources::isCaptured);
    }

    /** Last, so that nothing lies between the application and what tells its writes. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
