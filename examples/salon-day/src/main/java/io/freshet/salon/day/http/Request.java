package io.freshet.salon.day.http;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Builds HTTP/1.1 requests as the bytes that are sent, so that a request that is repeated is built once. */
public final class Request {
    private final String line;
    private final StringBuilder headers = new StringBuilder("Host: localhost\r\nAccept: application/json\r\n");
    private String body = "";

    private Request(String line) {
        this.line = line;
    }

    public static Request get(String path) {
        return of("GET", path, null);
    }

    public static Request post(String path, @Nullable String json) {
        return of("POST", path, json);
    }

    public static Request patch(String path, String json) {
        return of("PATCH", path, json);
    }

    private static Request of(String method, String path, @Nullable String json) {
        Request request = new Request(method + " " + path + " HTTP/1.1\r\n");
        if (json != null) {
            request.body = json;
            request.header("Content-Type", "application/json");
        }
        return request;
    }

    public Request bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Asks for the source instead of the cache. */
    public Request noCache() {
        return header("Cache-Control", "no-cache");
    }

    public Request header(String name, String value) {
        headers.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    public byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String length = line.startsWith("GET") ? "" : "Content-Length: " + content.length + "\r\n";
        byte[] head = (line + headers + length + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }
}
