package io.freshet.bench.groups;

import io.freshet.bench.backend.RedisSocket;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Another client: four connections that send PING and GET in turn, each in a tight loop, and note the longest wait for an
 * answer. {@link #watch} is called by one thread at a time.
 *
 * <p>A wait counts for a window if its answer came within the window, or it was under way when the window ended: whoever
 * was held up to the end is answered after it.
 */
final class StallProbe implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final byte[][] COMMANDS = {
        RedisSocket.command("PING"), RedisSocket.command("GET", "filler:1"),
    };

    private final List<Client> clients = new ArrayList<>();
    private volatile boolean closed;

    private StallProbe() {}

    static StallProbe start(int redisPort) throws IOException {
        StallProbe probe = new StallProbe();
        for (int i = 0; i < CONNECTIONS; i++) {
            Client client = probe.new Client(RedisSocket.connect(redisPort));
            probe.clients.add(client);
            client.start();
        }
        return probe;
    }

    /** Runs an action and returns the longest wait meanwhile, in nanoseconds. */
    long watch(Runnable action) {
        clients.forEach(client -> client.worst.set(0));
        action.run();
        clients.forEach(Client::awaitAnswer);
        return clients.stream().mapToLong(client -> client.worst.get()).max().orElse(0);
    }

    @Override
    public void close() {
        closed = true;
        clients.forEach(Client::awaitEnd);
    }

    private final class Client extends Thread {
        private final RedisSocket redis;
        private final AtomicLong worst = new AtomicLong();
        private volatile long answers;

        private Client(RedisSocket redis) {
            super("stall-probe");
            this.redis = redis;
            setDaemon(true);
        }

        @Override
        public void run() {
            try (redis) {
                for (long i = 0; !closed; i++) {
                    long sent = System.nanoTime();
                    redis.send(COMMANDS[(int) (i % COMMANDS.length)]);
                    redis.reply();
                    worst.accumulateAndGet(System.nanoTime() - sent, Math::max);
                    answers = i + 1;
                }
            } catch (IOException e) {
                throw new IllegalStateException("The probe has lost its connection", e);
            }
        }

        private void awaitAnswer() {
            long before = answers;
            while (answers == before && isAlive()) {
                LockSupport.parkNanos(1_000);
            }
        }

        private void awaitEnd() {
            try {
                join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
