package io.freshet.spring.transaction;

import io.freshet.change.ChangeSet;
import io.freshet.change.ChangeSink;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes committed changes before there is anybody to make them effective, and hands them on from then on: data sources are made earlier than
 * the cache that needs them. Thread-safe.
 */
public final class LateChanges implements ChangeSink {

    private final List<ChangeSet> early = new ArrayList<>();
    private volatile @Nullable ChangeSink sink;

    @Override
    public void committed(ChangeSet change) {
        ChangeSink present = sink;
        if (present != null || (present = keptOrSink(change)) != null) {
            present.committed(change);
        }
    }

    private synchronized @Nullable ChangeSink keptOrSink(ChangeSet change) {
        if (sink == null) {
            early.add(change);
        }
        return sink;
    }

    /** From now on changes go there; first, as one, those that came before: each may have to wait for a fleet that is not met yet. */
    public void connect(ChangeSink target) {
        Set<String> waiting = new LinkedHashSet<>();
        synchronized (this) {
            sink = target;
            early.forEach(change -> change.tags().forEach(tag -> waiting.add(tag.name())));
            early.clear();
        }
        if (!waiting.isEmpty()) {
            target.committed(ChangeSet.of(waiting, "writes while the application started"));
        }
    }
}
