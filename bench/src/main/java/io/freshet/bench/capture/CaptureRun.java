package io.freshet.bench.capture;

import io.freshet.bench.backend.Backend;
import io.freshet.bench.child.ChildJvm;
import io.freshet.bench.child.RunningChild;
import io.freshet.bench.system.Servers;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * All systems at once, each in a JVM of its own and on a database of its own of one server, but working in turns: in each round every
 * system writes for a while, a quarter of a second at a time, then each writes in bulk, so that what else happens on the machine meets all
 * alike. Each time they take turns in another order, since it counts whom one follows. The first rounds are not counted. Not thread-safe.
 */
final class CaptureRun {

    /** Short, so that a load that comes and goes meets all systems. */
    private static final Duration SLICE = Duration.ofMillis(250);

    private static final int KNOWN_STATEMENTS = 1_000_000;

    private final CaptureSettings settings;
    private final List<Turn> turns = new ArrayList<>();
    private final Random order = new Random(1);

    CaptureRun(CaptureSettings settings) {
        this.settings = settings;
    }

    /** Measures these systems. */
    List<CaptureFigures> measure(List<CaptureSystem> systems, Backend backend) throws SQLException {
        try {
            for (CaptureSystem system : systems) {
                turns.add(Turn.start(system, prepared(system, backend), settings.writers()));
            }
            warmUp();
            turns.forEach(turn -> turn.figures.clear());
            for (int i = 0; i < settings.rounds(); i++) {
                System.err.println("Round " + (i + 1) + " of " + settings.rounds());
                round(settings.round(), settings.rows(), settings.sightsOfARound());
            }
            turns.stream().filter(turn -> turn.system == CaptureSystem.CAPTURE).forEach(Turn::recall);
            return systems.stream().map(this::figuresOf).toList();
        } finally {
            turns.forEach(turn -> turn.child.close());
        }
    }

    /**
     * In rounds that do all that is measured: after the first bulk and the first look the JVM compiles the writing anew, for longer than a round.
     */
    private void warmUp() {
        for (Duration written = Duration.ZERO;
                written.compareTo(settings.warmUp()) < 0;
                written = written.plus(settings.round())) {
            round(settings.round(), settings.rows() / 10 + 1, 1);
        }
    }

    private Servers prepared(CaptureSystem system, Backend backend) throws SQLException {
        Servers servers = backend.prepare(system.label(), 1);
        try (var pool = Backend.pool(servers, 1)) {
            Accounts.create(pool, settings.writers());
        }
        return servers;
    }

    private void round(Duration time, int rows, int sights) {
        for (Duration written = Duration.ZERO; written.compareTo(time) < 0; written = written.plus(SLICE)) {
            Collections.shuffle(turns, order);
            turns.forEach(turn -> turn.write(SLICE));
        }
        turns.forEach(turn -> turn.writeMany(rows));
        turns.stream().filter(turn -> turn.system.seesOthers()).forEach(turn -> turn.look(sights));
    }

    private CaptureFigures figuresOf(CaptureSystem system) {
        return turns.stream().filter(turn -> turn.system == system).findFirst().orElseThrow().figures;
    }

    /** One system, and what was measured of it. */
    private record Turn(CaptureSystem system, RunningChild child, CaptureFigures figures) {

        static Turn start(CaptureSystem system, Servers servers, int writers) {
            List<String> arguments = List.of(
                    system.label(),
                    Integer.toString(servers.redisPort()),
                    servers.jdbcUrl(),
                    Integer.toString(writers));
            return new Turn(
                    system, ChildJvm.startWarm(CaptureChild.class, arguments, ChildJvm.QUIET), new CaptureFigures());
        }

        void write(Duration time) {
            figures.wrote(child.ask(CaptureChild.WRITE, time.toNanos()));
        }

        void writeMany(int rows) {
            figures.wroteMany(child.ask(CaptureChild.BULK, rows)[0]);
        }

        void recall() {
            figures.knew(KNOWN_STATEMENTS, child.ask(CaptureChild.KNOWN, KNOWN_STATEMENTS)[0]);
        }

        void look(int writes) {
            figures.saw(child.ask(CaptureChild.SIGHTS, writes));
        }
    }
}
