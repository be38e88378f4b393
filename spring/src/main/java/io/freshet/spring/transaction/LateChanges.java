package io.freshet.spring.transaction;

import io.freshet.change.ChangeSet;
import io.freshet.change.ChangeSink;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

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

    /** From now on changes go there, those first that came before. */
    public void connect(ChangeSink target) {
        List<ChangeSet> waiting;
        synchronized (this) {
            sink = target;
            waiting = List.copyOf(early);
            early.clear();
        }
        waiting.forEach(target::committed);
    }
}
