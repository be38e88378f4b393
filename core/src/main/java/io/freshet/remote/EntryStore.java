package io.freshet.remote;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where L2 keeps entries: bytes under a key, for a time. Needs no consistency of its own, since entries validate themselves: a late,
 * lost, doubled or reordered write does no harm. Thread-safe; never blocks.
 */
public interface EntryStore {

    /**
     * The bytes under the key, or null. One round trip. Completes exceptionally with {@link RemoteException}. Who does not wait for it any
     * longer may cancel it, which says that it need not be asked for if that has not happened yet.
     */
    CompletionStage<byte @Nullable []> get(String key);

    /**
     * The bytes under each of the keys, in their order, null where there are none. One round trip to each server that has some of them.
     * Completes exceptionally with {@link RemoteException} if any of them does.
     */
    default CompletionStage<List<byte @Nullable []>> getAll(List<String> keys) {
        List<CompletableFuture<byte @Nullable []>> asked =
                keys.stream().map(key -> get(key).toCompletableFuture()).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
    }

    /** Stores the bytes for a time. Completes exceptionally with {@link RemoteException}. */
    CompletionStage<@Nullable Void> put(String key, byte[] bytes, Duration timeToLive);

    /** Drops the bytes under the key: thrift only, the protocol does not need it. */
    CompletionStage<@Nullable Void> remove(String key);
}
