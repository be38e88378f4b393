package io.freshet.spring.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * How the values of a cache lie in the shared tier, as it was said.
 *
 * @param codec the name of what turns them into bytes; null for the bean that does so for all
 * @param compressAbove encoded values of more bytes are compressed; null for none
 * @param maxValueSize how large an encoded value may be to be stored
 */
public record ValueSettings(
        @Nullable String codec, @Nullable DataSize compressAbove, DataSize maxValueSize) {}
