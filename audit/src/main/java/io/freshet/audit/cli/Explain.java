package io.freshet.audit.cli;

import io.freshet.audit.rule.Rule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Explains a rule, with a program that breaks it and the same one repaired. */
@Command(
        name = "explain",
        description = "Explains a rule, with a program that breaks it and the same one repaired.",
        mixinStandardHelpOptions = true)
final class Explain implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "RULE", description = "Its id, as reports name it; none lists all rules.")
    private String id = "";

    private Explain() {}

    @Override
    public Integer call() {
        if (id.isEmpty()) {
            Arrays.stream(Rule.values()).forEach(rule -> System.out.println(rule.id() + "  " + rule.sentence()));
            return 0;
        }
        Optional<Rule> rule = Rule.of(id);
        if (rule.isEmpty()) {
            String all = Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.joining(", "));
            System.err.println("freshet audit: there is no rule '" + id + "'; there are " + all);
            return Audit.USAGE;
        }
        System.out.print(text(rule.get()));
        return 0;
    }

    private static String text(Rule rule) {
        return rule.id() + " (" + rule.level().word() + ")\n\n" + rule.sentence() + "\n" + rule.reason() + "\nFix: "
                + rule.fix() + "\nPage: " + rule.page() + "\n\nWrong:\n\n" + rule.bad() + "\nRight:\n\n" + rule.good();
    }
}
