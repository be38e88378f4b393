package io.freshet.spring.database;

import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.StatementListener;
import io.freshet.capture.jdbc.TransactionTags;
import io.freshet.capture.observe.ReadTables;
import io.freshet.change.ChangeSet;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

import javax.sql.DataSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Wraps each data source of the application, so that somebody hears what is read and written. Nothing is asked of the database on the application's
 * connections and nothing is written: a change names the tables that the statements name, each as a tag. Thread-safe.
 */
public final class WatchedDataSources implements BeanPostProcessor, Ordered {

    /** The tag of a change that may have touched any table. */
    public static final String ANY = "*";

    private static final TransactionTags TABLES = (connection, written) -> {
        Set<String> names = new LinkedHashSet<>(written.tables());
        if (written.isUnknown()) {
            names.add(ANY);
        }
        return ChangeSet.of(names, "observed");
    };

    private final Function<DataSource, StatementListener> listeners;

    /** @param listeners make one for each data source, given what is wrapped */
    public WatchedDataSources(Function<DataSource, StatementListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof DataSource source && !CapturingDataSources.isCaptured(source)
                ? new CapturedDataSource(source, TABLES, change -> {}, ReadTables.undecided(), listeners.apply(source))
                : bean;
    }

    /** Last, so that nothing lies between the application and what is heard. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
