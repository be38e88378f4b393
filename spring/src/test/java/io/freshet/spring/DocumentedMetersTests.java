package io.freshet.spring;

import io.freshet.spring.observe.Meter;
import io.freshet.spring.watch.ObserveMeter;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentedMetersTests {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.]+)` \\|.*");

    @Test
    void theReference_namesEveryMeter_andNoOther() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("../docs/reference/metrics.md")).stream()
                .map(ROW::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(Meter.values()).map(Meter::text),
                                Stream.of(ObserveMeter.values()).map(ObserveMeter::text))
                        .toList());
    }
}
