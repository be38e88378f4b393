package io.freshet.witness.shop;

import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;

import java.util.concurrent.CompletableFuture;

/** Work that time or another thread brings. */
public class ShopJobs {

    private static final long IN_A_YEAR = 31_536_000_000L;

    private final ShopWrites writes;

    ShopJobs(ShopWrites writes) {
        this.writes = writes;
    }

    @Scheduled(initialDelay = IN_A_YEAR, fixedDelay = IN_A_YEAR)
    public void nightly() {
        writes.audit("night");
    }

    @Async
    public CompletableFuture<Void> later() {
        writes.audit("later");
        return CompletableFuture.completedFuture(null);
    }
}
