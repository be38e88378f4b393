package io.freshet.bench.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Reads durations as people write them on a command line: {@code 20s}, {@code 2m}, {@code 1m30s}. */
public final class Seconds implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Duration.parse("PT" + text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a duration such as 20s or 2m");
        }
    }
}
