package io.freshet.bench.option;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecondsTests {
    @Test
    void convert_asPeopleWriteThem() {
        assertThat(new Seconds().convert("20s")).isEqualTo(Duration.ofSeconds(20));
        assertThat(new Seconds().convert("1m30s")).isEqualTo(Duration.ofSeconds(90));
        assertThatThrownBy(() -> new Seconds().convert("20")).isInstanceOf(TypeConversionException.class);
    }
}
