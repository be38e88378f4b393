package io.freshet.bench;

import io.freshet.bench.audit.AuditCommand;
import io.freshet.bench.capture.CaptureCommand;
import io.freshet.bench.faults.FaultsCommand;
import io.freshet.bench.groups.GroupsCommand;
import io.freshet.bench.hits.HitsCommand;
import io.freshet.bench.stale.StaleCommand;
import io.freshet.bench.stampede.StampedeCommand;
import io.freshet.bench.visibility.VisibilityCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks, each a subcommand. */
@Command(
        name = "bench",
        description = "Measures Freshet and its peers in one run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StaleCommand.class,
            VisibilityCommand.class,
            StampedeCommand.class,
            GroupsCommand.class,
            CaptureCommand.class,
            HitsCommand.class,
            FaultsCommand.class,
            AuditCommand.class
        })
public final class Bench {
    private Bench() {}

    /** Runs one benchmark and ends the JVM: 0 if it was measured, 1 if it failed, 2 if the arguments are wrong. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
