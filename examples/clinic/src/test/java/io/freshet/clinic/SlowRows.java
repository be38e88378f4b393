package io.freshet.clinic;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** The tables, read by somebody who may take long afterwards. */
class SlowRows extends ClinicRows {

    private final AtomicReference<@Nullable Pause> next = new AtomicReference<>();

    SlowRows(JdbcClient database) {
        super(database);
    }

    @Override
    public Owner owner(int id) {
        Owner read = super.owner(id);
        Pause pause = next.getAndSet(null);
        if (pause != null) {
            pause.read.countDown();
            pause.awaitEnd();
        }
        return read;
    }

    /** The next one who reads an owner waits afterwards. */
    Pause pauseNext() {
        Pause pause = new Pause();
        next.set(pause);
        return pause;
    }

    /** A wait between reading and going on. */
    static final class Pause {

        private final CountDownLatch read = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        void awaitRead() {
            await(read);
        }

        void end() {
            end.countDown();
        }

        private void awaitEnd() {
            await(end);
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
