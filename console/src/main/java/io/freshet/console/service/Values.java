package io.freshet.console.service;

import io.freshet.console.view.ValueView;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows values, or only of what kind they are. */
final class Values {

    private static final int MOST_CHARACTERS = 20_000;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Values() {}

    /** @param masked why it is not to be seen; empty if it may be */
    static ValueView view(@Nullable Object value, String masked) {
        String type = value == null ? "null" : value.getClass().getSimpleName();
        return masked.isEmpty() ? new ValueView(type, text(value), null) : new ValueView(type, null, masked);
    }

    private static String text(@Nullable Object value) {
        try {
            String text = MAPPER.writeValueAsString(value);
            return text.length() > MOST_CHARACTERS
                    ? text.substring(0, MOST_CHARACTERS) + "\n... " + (text.length() - MOST_CHARACTERS)
                            + " characters more"
                    : text;
        } catch (JacksonException e) {
            return "It cannot be written as JSON: " + e.getOriginalMessage();
        }
    }
}
