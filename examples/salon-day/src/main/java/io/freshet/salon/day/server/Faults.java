package io.freshet.salon.day.server;

import io.freshet.testkit.server.RealRedis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Breaks what is to break while the load runs, and says so. Thread-safe. */
public final class Faults implements AutoCloseable {
    private final Stage stage;
    private final Consumer<String> terminal;
    private final List<String> done = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "faults");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Makes a plan without faults.
     *
     * @param terminal is told what is broken and repaired
     */
    public Faults(Stage stage, Consumer<String> terminal) {
        this.stage = stage;
        this.terminal = terminal;
    }

    /** Starts the clock of these faults. */
    public void schedule(List<Fault> faults) {
        for (Fault fault : faults) {
            at(fault.at(), () -> breakDown(fault));
            Duration until = fault.until();
            if (until != null) {
                at(until, () -> bringBack(fault));
            }
        }
    }

    /** Says so when an instance has ended without being told to: somebody tries it by hand. */
    public void watch() {
        Future<?> unused = clock.scheduleWithFixedDelay(this::noticeDeaths, 50, 50, TimeUnit.MILLISECONDS);
    }

    /** Returns what was broken and repaired so far. */
    public synchronized List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void at(Duration delay, Runnable action) {
        Future<?> unused = clock.schedule(
                () -> {
                    try {
                        action.run();
                    } catch (RuntimeException e) {
                        say("The fault failed: " + e.getMessage());
                    }
                },
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void breakDown(Fault fault) {
        if (fault.target().equals(Fault.REDIS)) {
            RealRedis redis = redis();
            say("Redis is stopped (pid " + redis.pid() + ")");
            redis.stop();
        } else {
            Salon salon = salon(fault);
            say(fault.target() + " is killed (kill -9 " + salon.pid() + ")");
            salon.kill();
        }
    }

    private void bringBack(Fault fault) {
        if (fault.target().equals(Fault.REDIS)) {
            redis().restart();
            say("Redis is started again, empty (pid " + redis().pid() + ")");
        } else {
            Salon salon = salon(fault);
            stage.startUnlessClosed(salon);
            say(fault.target() + " is started again (pid " + salon.pid() + ")");
            Thread waiting = new Thread(() -> awaitReturn(salon), "await-" + fault.target());
            waiting.setDaemon(true);
            waiting.start();
        }
    }

    private void awaitReturn(Salon salon) {
        try {
            salon.awaitHealthy(() -> {});
            say(salon.instance().name() + " serves again");
        } catch (StageException e) {
            if (!clock.isShutdown()) {
                say(String.valueOf(e.getMessage()));
            }
        }
    }

    private void noticeDeaths() {
        for (Salon salon : stage.salons()) {
            if (salon.instance().isExpected() && !salon.isAlive()) {
                salon.instance().expect(false);
                say(salon.instance().name() + " (pid " + salon.pid() + ") has ended; the other instance serves");
            }
        }
    }

    private void say(String what) {
        synchronized (this) {
            done.add(what);
        }
        terminal.accept("   * " + what);
    }

    private RealRedis redis() {
        RealRedis redis = stage.redis();
        if (redis == null) {
            throw new StageException("Redis was not started here, so it is not broken here");
        }
        return redis;
    }

    private Salon salon(Fault fault) {
        return stage.salons().stream()
                .filter(salon -> salon.instance().name().equals(fault.target()))
                .findFirst()
                .orElseThrow(() -> new StageException("There is no " + fault.target()));
    }
}
