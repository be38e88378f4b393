package io.freshet.capture.r2dbc;

import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.capture.jdbc.StatementWrites;
import io.freshet.capture.jdbc.Written;
import io.freshet.change.ChangeSet;
import io.freshet.change.ChangeSink;
import io.r2dbc.spi.Connection;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Tells what was committed.
 *
 * @param sink who makes it effective; blocks
 * @param tables to which tables the database carries a write on
 */
record CommittedWrites(ChangeSink sink, ReferringTables tables) {

    /** Completes when what was written is effective; at once, if nothing was. What a failing sink throws is the subscriber's error. */
    Mono<Void> tell(Connection connection, StatementWrites writes) {
        return Mono.defer(() -> {
            if (writes.isEmpty()) {
                return Mono.empty();
            }
            return tables.followed(connection, writes.take()).flatMap(this::tell);
        });
    }

    /** The same after the connection was closed, which must not be asked for its keys any more. */
    Mono<Void> tellAround(Connection connection, StatementWrites writes, Publisher<?> close) {
        return Mono.defer(() -> {
            Mono<Void> closed = Mono.from(close).then();
            return writes.isEmpty()
                    ? closed
                    : tables.followed(connection, writes.take())
                            .flatMap(all -> closed.onErrorResume(
                                            failure -> tell(all).then(Mono.error(failure)))
                                    .then(tell(all)));
        });
    }

    private Mono<Void> tell(Written written) {
        return Mono.<Void>fromRunnable(() -> sink.committed(changeOf(written)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static ChangeSet changeOf(Written written) {
        return ChangeSet.of(
                StatementTransactionTags.tagsOf(written),
                "R2DBC statements on " + (written.isUnknown() ? "unknown tables" : written.tables()));
    }
}
