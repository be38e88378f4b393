package io.freshet.spring.database;

import io.freshet.capture.r2dbc.CapturedConnectionFactory;
import io.freshet.change.ChangeSink;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/** Wraps each R2DBC connection factory of the application, so that its connections tell which tables they wrote. Thread-safe. */
public final class CapturingConnectionFactories implements BeanPostProcessor, Ordered {

    private final ChangeSink sink;

    /** Tells this sink. */
    public CapturingConnectionFactories(ChangeSink sink) {
        this.sink = sink;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof ConnectionFactory factory && !isCaptured(factory)
                ? new CapturedConnectionFactory(factory, sink)
                : bean;
    }

    /** What leads to one that is wrapped already is left alone. */
    private static boolean isCaptured(@Nullable Object factory) {
        if (factory instanceof CapturedConnectionFactory) {
            return true;
        }
        return factory instanceof Wrapped<?> wrapped && wrapped.unwrap() != factory && isCaptured(wrapped.unwrap());
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
