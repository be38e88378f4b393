package io.freshet.salon.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;

import java.time.LocalDate;

/** The dates that the salon deals in. Others are a slip of whoever sends them, and no calendar or database need be asked about them. */
@Configuration(proxyBeanMethods = false)
class KnownDates implements WebMvcConfigurer {

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

    /** Reads the dates in bodies. */
    @JacksonComponent
    static class InBodies extends StdScalarDeserializer<LocalDate> {

        InBodies() {
            super(LocalDate.class);
        }

        @Override
        public @Nullable LocalDate deserialize(JsonParser parser, DeserializationContext context) {
            var date = LocalDateDeserializer.INSTANCE.deserialize(parser, context);
            return date == null || isKnown(date)
                    ? date
                    : (LocalDate) context.handleWeirdStringValue(LocalDate.class, date.toString(), MESSAGE);
        }
    }

    private static final String MESSAGE = "a date is between " + FIRST + " and " + LAST;

    /** Reads the dates in parameters. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, LocalDate.class, new InParameters());
    }

    private static final class InParameters implements Converter<String, @Nullable LocalDate> {

        @Override
        public @Nullable LocalDate convert(String text) {
            return text.isBlank() ? null : known(text);
        }
    }

    private static LocalDate known(String text) {
        var date = LocalDate.parse(text);
        if (!isKnown(date)) {
            throw new IllegalArgumentException(MESSAGE);
        }
        return date;
    }

    private static boolean isKnown(LocalDate date) {
        return !date.isBefore(FIRST) && !date.isAfter(LAST);
    }
}
