package io.freshet.spring.watch;

import io.freshet.capture.jdbc.StatementListener;
import io.freshet.change.ChangeSet;
import io.freshet.spring.watch.account.LoadReads;
import io.freshet.spring.watch.account.Watch;
import io.freshet.spring.watch.account.Writer;
import io.freshet.sql.Reading;
import io.freshet.sql.StatementTexts;
import io.freshet.sql.TableRead;
import io.freshet.tag.Tag;

import javax.sql.DataSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Hears what one data source is asked, and tells what cached methods read and who writes. Thread-safe. */
public final class SourceListener implements StatementListener {

    private final Supplier<Watch> watch;
    private final StatementTexts texts = new StatementTexts();
    private final ReadNames names;

    /**
     * Of this data source.
     *
     * @param watch asked for at the first statement
     * @param background where the catalog is asked for views
     */
    public SourceListener(DataSource source, Supplier<Watch> watch, Executor background) {
        this.watch = watch;
        this.names = new ReadNames(source, () -> watch.get().tables(), background);
    }

    @Override
    public void reads(String sql) {
        LoadReads load = LoadReads.current();
        if (load == null) {
            return;
        }
        Reading reading = texts.read(sql);
        if (reading instanceof Reading.Reads reads) {
            load.read(
                    reads.tables().stream().map(TableRead::table).map(names::of).toList());
        } else if (reading instanceof Reading.Unclear unclear) {
            load.untold(unclear.why());
        }
    }

    @Override
    public void committed(List<String> statements, ChangeSet change, Runnable makeEffective) {
        makeEffective.run();
        List<String> tables = change.tags().stream().map(Tag::name).toList();
        if (!tables.isEmpty()) {
            Writer writer = CurrentWriter.now();
            watch.get().committed(tables, writer);
            EarlyEffects.committed(watch.get(), tables, writer);
        }
    }
}
