package io.freshet.salon.catalog;

import io.freshet.salon.problem.InvalidRequestException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PriceListFileTests {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private final PriceListFile file = new PriceListFile(VALIDATOR);

    @Test
    void rows_areReadWithAndWithoutAddon() {
        var rows = file.read(PriceListFile.HEADER
                + "\r\nHair, Cut ,100,30,,\n\n\"Hair, long\",\"The \"\"Cut\"\"\",200,45,Wash,50\n");

        assertThat(rows)
                .containsExactly(
                        new ImportRow("Hair", "Cut", 100, 30, null, null),
                        new ImportRow("Hair, long", "The \"Cut\"", 200, 45, "Wash", 50L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hair,Cut,100,30,",
                "Hair,Cut,100,30,,,",
                "Hair,Cut,cheap,30,,",
                ",Cut,100,30,,",
                "Hair,Cut,-1,30,,",
                "\"Hair,Cut,1,30,,"
            })
    void malformedLine_isNamed(String line) {
        assertThatThrownBy(() -> file.read(PriceListFile.HEADER + "\n" + line))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Line 2");
    }

    @Test
    void fileWithoutHeader_isRefused() {
        assertThatThrownBy(() -> file.read("Hair,Cut,100,30,,")).isInstanceOf(InvalidRequestException.class);
    }
}
