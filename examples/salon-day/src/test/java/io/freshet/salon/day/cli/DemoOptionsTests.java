package io.freshet.salon.day.cli;

import io.freshet.salon.day.server.Fault;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class DemoOptionsTests {

    @Test
    void everythingGiven_isTaken() {
        DemoOptions options = parse(
                "--for",
                "60s",
                "--report",
                "out.json",
                "--rate",
                "100",
                "--fail",
                "redis:20s-30s",
                "--fail",
                "instance-2:40s");
        assertThat(options.length).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.report).isEqualTo(Path.of("out.json"));
        assertThat(options.rate).isEqualTo(100);
        assertThat(options.faults).containsExactly(Fault.parse("redis:20s-30s"), Fault.parse("instance-2:40s"));
        assertThat(options.mistake()).isEmpty();
    }

    @Test
    void nothingGiven_runsUntilInterruptedAtTheUsualRate() {
        DemoOptions options = parse();
        assertThat(options.length).isNull();
        assertThat(options.rate).isEqualTo(2_500);
        assertThat(options.mistake()).isEmpty();
    }

    @Test
    void broken_isTaken_andSaidInTheHelp() {
        assertThat(parse("--broken").broken).isTrue();
        assertThat(parse("--broken").mistake()).isEmpty();
        assertThat(parse().broken).isFalse();
        String help = Day.commandLine().getSubcommands().get("demo").getUsageMessage();
        assertThat(help).contains("--broken").containsPattern("with\\s+--broken\\s+with\\s+0\\s+if\\s+it\\s+ran");
    }

    @Test
    void mistakes_areSaid() {
        assertThat(parse("--rate", "0").mistake()).contains("--rate");
        assertThat(parse("--for", "0s").mistake()).contains("--for");
        assertThat(parse("--redis", "localhost").mistake()).contains("redis://");
        assertThat(parse("--redis", "redis://localhost:1", "--fail", "redis:1s").mistake())
                .contains("leave out --redis");
    }

    @Test
    void outageOfABenchmark_isInTheMiddle_andNeverMostOfIt() {
        assertThat(BenchCommand.outage(Duration.ofSeconds(120))).isEqualTo(Fault.parse("redis:55s-65s"));
        assertThat(BenchCommand.outage(Duration.ofSeconds(15))).isEqualTo(Fault.parse("redis:5s-10s"));
    }

    @Test
    void usageMistake_endsWithTwo() {
        assertThat(exit("salon-day", "--broken")).isEqualTo(2);
        assertThat(exit("demo", "--broken")).as("without a jar").isEqualTo(2);
        assertThat(exit("demo", "--for", "soon")).isEqualTo(2);
        assertThat(exit("salon-day", "--rate", "0")).isEqualTo(2);
        assertThat(exit("demo", "--salon", "no-such.jar")).isEqualTo(2);
    }

    private static DemoOptions parse(String... arguments) {
        DemoOptions options = new DemoOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }

    private static int exit(String... arguments) {
        return Day.commandLine().setErr(new PrintWriter(new StringWriter())).execute(arguments);
    }
}
