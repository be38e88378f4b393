package io.freshet.salon.day.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point behind {@code ./freshet demo} and {@code ./freshet bench salon-day}. */
@Command(
        name = "freshet",
        description = "A day at the salon.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, BenchCommand.class})
public final class Day {
    private Day() {}

    /** Runs one command and ends the JVM: 0 if all was well, 1 if anything was stale or failed, 2 if the arguments are wrong. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Day());
    }
}
