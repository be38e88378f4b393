package io.freshet.capture.r2dbc;

import io.freshet.capture.jdbc.StatementWrites;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Stands in for a connection: watches what begins and ends transactions, and hands out watched statements. */
final class CapturedReactiveConnection implements InvocationHandler {

    private final Connection delegate;
    private final CommittedWrites committed;
    private final StatementWrites writes = new StatementWrites();
    private volatile boolean isBegun;

    private CapturedReactiveConnection(Connection delegate, CommittedWrites committed) {
        this.delegate = delegate;
        this.committed = committed;
    }

    static Connection of(Connection delegate, CommittedWrites committed) {
        return (Connection) Proxy.newProxyInstance(
                CapturedReactiveConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class, Wrapped.class},
                new CapturedReactiveConnection(delegate, committed));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "captured " + delegate;
            case "unwrap" -> args == null ? delegate : unwrapped(proxy, (Class<?>) Objects.requireNonNull(args[0]));
            case "beginTransaction" -> begins(publisher(method, args));
            case "commitTransaction" -> ends(publisher(method, args), tell());
            case "close" -> committed.tellAround(delegate, writes, publisher(method, args));
            case "setAutoCommit" ->
                ends(publisher(method, args), Mono.defer(() -> delegate.isAutoCommit() ? tell() : Mono.empty()));
            case "rollbackTransaction" -> ends(publisher(method, args), forget());
            case "createStatement" ->
                statement(called(delegate, method, args), (String) Objects.requireNonNull(args)[0]);
            case "createBatch" -> batch(called(delegate, method, args));
            default -> call(delegate, method, args);
        };
    }

    private Object unwrapped(Object proxy, Class<?> type) {
        return type.isInstance(proxy) ? proxy : delegate;
    }

    private Mono<Void> begins(Publisher<?> begun) {
        return Mono.from(begun).then(Mono.fromRunnable(() -> isBegun = true));
    }

    /** Also after a failure: the commit may have succeeded without an answer, and too much is better than too little. */
    private Mono<Void> ends(Publisher<?> ended, Mono<Void> afterwards) {
        return Mono.from(ended)
                .then()
                .onErrorResume(failure -> afterwards.then(Mono.error(failure)))
                .then(afterwards);
    }

    private Mono<Void> tell() {
        return Mono.defer(() -> {
            isBegun = false;
            return committed.tell(delegate, writes);
        });
    }

    private Mono<Void> forget() {
        return Mono.fromRunnable(() -> {
            isBegun = false;
            writes.clear();
        });
    }

    private Object statement(Object statement, String sql) {
        return watched(Statement.class, statement, List.of(sql));
    }

    private Object batch(Object batch) {
        return watched(Batch.class, batch, new ArrayList<>());
    }

    /** What answers itself when it is configured must answer what watches it. */
    private Object watched(Class<?> type, Object statement, List<String> texts) {
        return Proxy.newProxyInstance(
                CapturedReactiveConnection.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (method.getName().equals("equals")) {
                        return args != null && proxy == args[0];
                    }
                    if (method.getName().equals("add") && args != null && args.length == 1) {
                        texts.add((String) args[0]);
                    }
                    Object answer = call(statement, method, args);
                    if (answer instanceof Publisher<?> results
                            && method.getName().equals("execute")) {
                        return executed(results, texts);
                    }
                    return answer == statement ? proxy : answer;
                });
    }

    /** Executed each time it is subscribed to. */
    private Flux<Object> executed(Publisher<?> results, List<String> texts) {
        return Flux.defer(() -> {
            List<StatementWrites.Ends> ends =
                    texts.stream().map(writes::executes).toList();
            Flux<Object> all = Flux.from(results).cast(Object.class);
            if (ends.contains(StatementWrites.Ends.ROLLS_BACK)) {
                return all.concatWith(forget().then(Mono.empty()));
            }
            boolean isAlone = !isBegun && delegate.isAutoCommit();
            boolean isOver = isAlone || ends.contains(StatementWrites.Ends.COMMITS);
            return isOver ? told(all) : all;
        });
    }

    private Flux<Object> told(Flux<Object> results) {
        return Flux.concat(
                results.onErrorResume(failure -> tell().then(Mono.error(failure))), tell().then(Mono.empty()));
    }

    private Publisher<?> publisher(Method method, @Nullable Object @Nullable [] args) throws Throwable {
        return (Publisher<?>) called(delegate, method, args);
    }

    private static Object called(Object target, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        return Objects.requireNonNull(call(target, method, args), method.getName());
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] args)
            throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
    }
}
