package io.freshet.capture.r2dbc;

import io.freshet.change.ChangeSink;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * A connection factory whose connections tell which tables they wrote, after each commit and before its subscriber hears that it is complete; never
 * after a rollback.
 *
 * <p>What a statement writes is read from its text, and followed along foreign keys: whole tables are told. A statement outside of a transaction is
 * told when its publisher completes; if its subscriber has cancelled it, when the connection is given back. What loads read is not observed.
 *
 * <p>The sink blocks, so that it is called on a thread that may; nothing here blocks a thread of the driver. Wrap the pool, not what is below it.
 * Thread-safe.
 */
public final class CapturedConnectionFactory implements ConnectionFactory, Wrapped<ConnectionFactory> {

    private final ConnectionFactory delegate;
    private final CommittedWrites committed;

    /**
     * Wraps.
     *
     * @param sink who makes effective what was written
     */
    public CapturedConnectionFactory(ConnectionFactory delegate, ChangeSink sink) {
        this.delegate = delegate;
        this.committed = new CommittedWrites(sink, new ReferringTables());
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(delegate.create()).map(connection -> CapturedReactiveConnection.of(connection, committed));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return delegate.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
        return delegate;
    }

    @Override
    public String toString() {
        return "captured " + delegate;
    }
}
