package io.freshet.redis;

import io.freshet.redis.check.AskedServer;
import io.freshet.redis.check.Fields;
import io.freshet.redis.check.RefusedException;
import io.freshet.remote.RemoteException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A server as it can be asked, on the connection that invalidations take: what is measured is what they have. Thread-safe; blocks.
 *
 * @param link leads to it
 * @param name its address
 * @param node its number in a cluster; empty for the server that the link leads to
 */
record AskedNode(Link<String> link, String name, String node) implements AskedServer {

    private static final long MICROS = 1_000_000;
    private static final long NANOS_OF_MICRO = 1_000;
    private static final List<String> NOT_TOLD = List.of(
            "NOPERM", "ERR unknown command", "ERR unknown subcommand", "ERR Unknown subcommand", "ERR This instance");

    @Override
    public Map<String, String> info(String section) {
        return Fields.of(ask("INFO " + section, redis -> redis.info(section)));
    }

    @Override
    public String config(String setting) {
        return ask("CONFIG GET " + setting, redis -> redis.configGet(setting)).getOrDefault(setting, "");
    }

    @Override
    public Instant time() {
        List<String> parts = ask("TIME", RedisClusterAsyncCommands::time);
        return Instant.ofEpochSecond(
                Long.parseLong(parts.get(0)), Long.parseLong(parts.get(1)) % MICROS * NANOS_OF_MICRO);
    }

    @Override
    public Duration roundTrip() {
        long begin = System.nanoTime();
        ask("PING", RedisClusterAsyncCommands::ping);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private <T> T ask(
            String what, Function<RedisClusterAsyncCommands<String, String>, ? extends CompletionStage<T>> question) {
        return answer(what, link, present -> present.node(node).thenCompose(question));
    }

    /** Waits for an answer, for as long as a command may take. */
    static <T> T answer(String what, Link<String> link, Function<Wire<String>, ? extends CompletionStage<T>> question) {
        try {
            return link.<T, T>sendOn(what, question::apply, answer -> answer)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw told(what, e.getCause() == null ? e : e.getCause());
        }
    }

    private static RuntimeException told(String what, Throwable failure) {
        if (failure.getCause() instanceof RedisCommandExecutionException refused
                && NOT_TOLD.stream().anyMatch(String.valueOf(refused.getMessage())::startsWith)) {
            return new RefusedException("the server refuses " + what + " (" + refused.getMessage() + ")", refused);
        }
        return failure instanceof RemoteException known
                ? known
                : new RemoteException(what + " failed: " + failure, failure);
    }
}
