package io.freshet.console.fleet;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** What instances tell each other, as the shared tier carries it: JSON, deflated, in Base64. */
final class PackedText {

    private static final int MOST_BYTES = 8_000_000;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PackedText() {}

    static String of(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(MAPPER.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException("What is to be told cannot be written", e);
        }
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads it.
     *
     * @param form the form that it must have
     * @throws UnreadableReportException if another version wrote it, or something else
     */
    static <T> T read(String text, Class<T> type, int form) {
        try (InflaterInputStream in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            byte[] json = in.readNBytes(MOST_BYTES);
            if (MAPPER.readTree(json).path("form").asInt(0) != form) {
                throw new UnreadableReportException(
                        "it runs another version of Freshet, which tells its figures in another form");
            }
            return MAPPER.readValue(json, type);
        } catch (IOException | IllegalArgumentException | JacksonException e) {
            throw new UnreadableReportException("what it told cannot be read: " + e.getMessage());
        }
    }
}
