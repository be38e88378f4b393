package io.freshet.console.configure;

import io.freshet.console.view.OverviewView;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import java.io.File;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleRuntimeHintsTests {

    private final RuntimeHints hints = new RuntimeHints();

    @Test
    void everyView_canBeWrittenInANativeImage() throws ClassNotFoundException {
        new ConsoleRuntimeHints().registerHints(hints, getClass().getClassLoader());
        File[] classes = new File("target/classes/io/freshet/console/view").listFiles();
        assertThat(classes).hasSizeGreaterThan(30);
        for (File each : Stream.of(classes)
                .filter(file -> !file.getName().startsWith("package"))
                .toList()) {
            Class<?> view = Class.forName(
                    OverviewView.class.getPackageName() + "." + each.getName().replace(".class", ""));
            if (view.isRecord()) {
                assertThat(RuntimeHintsPredicates.reflection()
                                .onType(view)
                                .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                        .as(view.getSimpleName())
                        .accepts(hints);
            }
        }
    }

    @Test
    void thePages_areThereInANativeImage() {
        new ConsoleRuntimeHints().registerHints(hints, getClass().getClassLoader());
        for (String resource : new String[] {"openapi.json", "pages/index.html", "pages/assets/index-1.js"}) {
            assertThat(RuntimeHintsPredicates.resource().forResource("io/freshet/console/web/" + resource))
                    .accepts(hints);
        }
    }
}
