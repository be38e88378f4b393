package io.freshet.console.web;

import org.jspecify.annotations.Nullable;

/** What is answered to a request, besides the headers that every answer has. */
public sealed interface Reply {

    /**
     * Something that is there at once. The bytes are not to be written.
     *
     * @param status of HTTP
     * @param type its media type
     * @param bytes what is in it
     * @param gzipped whether they are compressed
     * @param cookie a cookie to be set; null for none
     * @param isLasting whether the browser may keep it: see {@link Desk#LASTING}
     */
    record Written(
            int status,
            String type,
            byte[] bytes,
            boolean gzipped,
            @Nullable String cookie,
            boolean isLasting) implements Reply {}

    /**
     * It is elsewhere.
     *
     * @param location relative to what was asked for
     */
    record Elsewhere(String location) implements Reply {}

    /**
     * What happens, as it happens. Whoever sends it begins it when it is sent, and closes it.
     *
     * @param news what is told, step by step
     */
    record Live(News news) implements Reply {}
}
