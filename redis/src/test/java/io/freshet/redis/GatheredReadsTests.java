package io.freshet.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class GatheredReadsTests {

    private final Server server = new Server();
    private final GatheredReads reads = new GatheredReads(server.link);

    @Test
    void manyThatWait_whenTheConnectionBreaks_allFail_andLaterOnesAreRead() {
        List<CompletableFuture<byte[]>> asked =
                IntStream.range(0, 100_000).mapToObj(i -> get("k" + i)).toList();

        server.isOpen = false;
        server.failAll();

        assertThat(asked).allMatch(CompletableFuture::isCompletedExceptionally);
        server.isOpen = true;
        CompletableFuture<byte[]> later = get("later");
        server.answerAll();
        assertThat(later).isCompleted();
    }

    @Test
    void keysThatNobodyWaitsForAnyMore_areNotSent() {
        get("one");
        get("two");
        CompletableFuture<byte[]> abandoned = get("abandoned");
        CompletableFuture<byte[]> awaited = get("awaited");

        abandoned.cancel(false);
        server.answerAll();
        server.answerAll();

        assertThat(awaited).isCompleted();
        assertThat(server.sent).containsExactly("one", "two", "awaited");
    }

    @Test
    void anErrorWhileSending_takesNoPlaceAway() {
        server.isBroken = true;
        for (int i = 0; i < 5; i++) {
            try {
                get("k" + i);
            } catch (StackOverflowError e) {
                assertThat(e).hasMessage("on purpose");
            }
        }

        server.isBroken = false;
        CompletableFuture<byte[]> later = get("later");
        server.answerAll();
        assertThat(later).isCompleted();
    }

    private CompletableFuture<byte[]> get(String key) {
        return reads.get(key).toCompletableFuture();
    }

    /** Answers when it is told to. */
    private static final class Server {

        final List<String> sent = new ArrayList<>();
        final Link<byte[]> link;
        private final List<Question> open = new ArrayList<>();
        boolean isOpen = true;
        boolean isBroken;

        Server() {
            StatefulConnection<String, byte[]> connection = proxy(StatefulConnection.class, (p, method, a) -> isOpen);
            RedisClusterAsyncCommands<String, byte[]> commands = proxy(
                    RedisClusterAsyncCommands.class,
                    (p, method, arguments) -> asked(method.getName().equals("mget"), arguments[0]));
            link = new Link<>(
                    Where.ofTheApplication(),
                    () -> new Wire<>(connection, commands, false),
                    () -> {},
                    () -> {},
                    Duration.ofSeconds(1));
            link.connect();
        }

        private CompletionStage<?> asked(boolean isMany, Object keys) {
            if (isBroken) {
                throw new StackOverflowError("on purpose");
            }
            Question question =
                    new Question(isMany, isMany ? List.of((String[]) keys) : List.of((String) keys), new Answer());
            sent.addAll(question.keys());
            open.add(question);
            return question.answer();
        }

        void answerAll() {
            taken().forEach(question -> question.answer().complete(question.isMany() ? question.none() : null));
        }

        void failAll() {
            taken().forEach(question ->
                    question.answer().completeExceptionally(new IllegalStateException("on purpose")));
        }

        private List<Question> taken() {
            List<Question> taken = List.copyOf(open);
            open.clear();
            return taken;
        }

        @SuppressWarnings("unchecked")
        private static <T> T proxy(Class<?> type, InvocationHandler handler) {
            return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
        }
    }

    private record Question(boolean isMany, List<String> keys, Answer answer) {

        List<KeyValue<String, byte[]>> none() {
            return keys.stream().map(KeyValue::<String, byte[]>empty).toList();
        }
    }

    private static final class Answer extends CompletableFuture<Object> implements RedisFuture<Object> {

        @Override
        public String getError() {
            return "";
        }

        @Override
        public boolean await(long timeout, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }
    }
}
