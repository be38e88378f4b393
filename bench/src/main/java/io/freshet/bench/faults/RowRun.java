package io.freshet.bench.faults;

import io.freshet.bench.faults.History.Read;

import java.time.Duration;
import java.util.List;

/** Tries one fault on a running stage. */
final class RowRun {

    private static final long CALM_MILLIS = 1_000;
    private static final long SETTLING_MILLIS = 500;

    private final Stage stage;
    private final Judge judge;

    RowRun(Stage stage, Duration bound) {
        this.stage = stage;
        this.judge = new Judge(stage.fleet().history(), bound);
    }

    /** Calm, the fault, its end, the caches at work again, calm; then nobody writes, and every key is compared. */
    Row of(Fault fault) throws Exception {
        Fleet fleet = stage.fleet();
        fleet.write(true);
        require(fleet.awaitCaches(), "before " + fault.name() + " the caches do not work");
        fleet.take();
        long from = System.nanoTime();
        Pause.of(CALM_MILLIS);
        fault.injection().run();
        fleet.write(true); // an instance that was started again does not write yet
        boolean works = fleet.awaitCaches();
        Pause.of(CALM_MILLIS);
        long until = System.nanoTime();
        fleet.write(false);
        Pause.of(stage.bound().toMillis() + SETTLING_MILLIS);
        List<Read> reads = fleet.take();
        long lost = fleet.wrong();
        require(works, "20 s after the end of " + fault.name() + " some instance has no cache");
        return judge.row(fault.name(), reads, from, until, lost);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
