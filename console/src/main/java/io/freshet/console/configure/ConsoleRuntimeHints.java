package io.freshet.console.configure;

import io.freshet.console.fleet.Report;
import io.freshet.console.view.ActionPreview;
import io.freshet.console.view.ActionRequest;
import io.freshet.console.view.ActionView;
import io.freshet.console.view.ActionsView;
import io.freshet.console.view.AuditView;
import io.freshet.console.view.CacheView;
import io.freshet.console.view.ConsistencyView;
import io.freshet.console.view.EntriesView;
import io.freshet.console.view.EntryView;
import io.freshet.console.view.ErrorView;
import io.freshet.console.view.FleetView;
import io.freshet.console.view.GraphView;
import io.freshet.console.view.HotKeysView;
import io.freshet.console.view.InvalidationsView;
import io.freshet.console.view.OverviewView;
import io.freshet.console.view.SessionView;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

import java.util.List;

/** What the console loads as resources, and writes and reads as JSON. */
final class ConsoleRuntimeHints implements RuntimeHintsRegistrar {

    private static final List<String> RESOURCES = List.of(
            "io/freshet/console/web/openapi.json",
            "io/freshet/console/web/pages/index.html",
            "io/freshet/console/web/pages/assets/*");

    /** And what they are made of. */
    private static final Class<?>[] VIEWS = {
        ActionPreview.class,
        ActionRequest.class,
        ActionView.class,
        ActionsView.class,
        AuditView.class,
        CacheView.class,
        ConsistencyView.class,
        EntriesView.class,
        EntryView.class,
        ErrorView.class,
        FleetView.class,
        GraphView.class,
        HotKeysView.class,
        InvalidationsView.class,
        OverviewView.class,
        Report.class,
        SessionView.class
    };

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        RESOURCES.forEach(pattern -> hints.resources().registerPattern(pattern));
        new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), VIEWS);
    }
}
