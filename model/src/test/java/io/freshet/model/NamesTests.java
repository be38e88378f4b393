package io.freshet.model;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Code and model name each other: what a comment calls an action is one, and the code says where each action of the protocol is. */
class NamesTests {

    private static final Path ROOT = Path.of("..");
    private static final Path MODEL = ROOT.resolve("docs/protocol");
    private static final Pattern COMMENT = Pattern.compile("In the model: (.*)");
    private static final Pattern NAME = Pattern.compile("(?:FreshetDirect!)?[A-Z]\\w+");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^([A-Z]\\w+)(?:\\([^)]*\\))? ==");

    @Test
    void whatTheCodeCallsAnAction_isDefined() throws IOException {
        Set<String> defined = defined("Freshet.tla", "");
        defined.addAll(defined("FreshetDirect.tla", "FreshetDirect!"));
        assertThat(defined).containsAll(namedInTheCode());
    }

    @Test
    void everyActionOfTheProtocol_isNamedInTheCode() throws IOException {
        assertThat(namedInTheCode())
                .contains(
                        "Load",
                        "BumpByWriter",
                        "AskCycles",
                        "CutOff",
                        "StrayBump",
                        "Acknowledge",
                        "Poll",
                        "Receive",
                        "ReadHead",
                        "ReadHeadAgain",
                        "Recover",
                        "BeginCycle",
                        "ReadOutbox",
                        "BumpByRelay",
                        "Certify",
                        "Abort",
                        "Lapse",
                        "WarmedUp");
    }

    private static Set<String> defined(String specification, String prefix) throws IOException {
        Matcher definitions = DEFINITION.matcher(Files.readString(MODEL.resolve(specification)));
        return definitions
                .results()
                .map(found -> prefix + found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> namedInTheCode() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String folder : new String[] {"core/src/main", "redis/src/main"}) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    COMMENT.matcher(Files.readString(file))
                            .results()
                            .flatMap(comment -> NAME.matcher(comment.group(1)).results())
                            .forEach(name -> names.add(name.group()));
                }
            }
        }
        return names;
    }
}
