package io.freshet.writing;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.util.concurrent.CompletableFuture;

/** Writes by annotated methods. */
class Clerk {

    private final JdbcTemplate jdbc;

    Clerk(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    public void raise() {
        jdbc.update("update visit set price = price + 1");
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void raiseOnItsOwn() {
        raise();
    }

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void raiseOutside() {
        raise();
    }

    @Transactional
    public void raiseAndFail() {
        raise();
        throw new IllegalStateException("on purpose");
    }

    @Transactional(noRollbackFor = IllegalStateException.class)
    public void raiseAndFailButCommit() {
        raiseAndFail();
    }

    @Async
    @Transactional
    public CompletableFuture<Void> raiseLater() {
        raise();
        return CompletableFuture.completedFuture(null);
    }
}
