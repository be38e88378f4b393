package io.freshet.console.web;

import io.freshet.console.access.MistakenException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the console writes JSON, whatever the application does: instants as ISO texts, choices in lower case. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE).build();

    private Json() {}

    static byte[] of(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The same where it stands in a page: nothing in it ends the element around it, or begins another. */
    static String inHtml(Object value) {
        return MAPPER.writeValueAsString(value)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e");
    }

    /**
     * Reads what somebody wants.
     *
     * @throws MistakenException if it is no such thing
     */
    static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new MistakenException("What was sent cannot be read: " + e.getOriginalMessage());
        }
    }
}
