package io.freshet.salon.day.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads one answer into its buffer: head, then a body of stated length or in chunks, which are joined in place. Not thread-safe. */
final class AnswerReader {
    private static final int UNSTATED = -1;

    private final InputStream in;
    private final Answer answer;
    private int position;
    private int filled;
    private int contentLength = UNSTATED;
    private boolean chunked;

    AnswerReader(InputStream in, Answer answer) {
        this.in = in;
        this.answer = answer;
    }

    void read() throws IOException {
        answer.forget();
        readStatus();
        for (int start = position, end = endOfLine(); end > start; start = position, end = endOfLine()) {
            readHeader(start, end);
        }
        answer.bodyStart = position;
        answer.bodyEnd = position;
        if (chunked) {
            readChunks();
        } else if (contentLength > 0) {
            readBody();
        } else if (contentLength == UNSTATED && answer.status != 204 && answer.status != 304) {
            throw new IOException("An answer with neither Content-Length nor chunks");
        }
    }

    private void readStatus() throws IOException {
        int end = endOfLine();
        if (end < 12) {
            throw new IOException("Not HTTP: " + text(0, end));
        }
        answer.status = Integer.parseInt(text(9, 12));
    }

    private void readHeader(int start, int end) {
        // By first letter and length of the name: the servers write a dozen headers that nobody looks at.
        int colon = start;
        while (colon < end && answer.bytes[colon] != ':') {
            colon++;
        }
        switch (colon - start) {
            case 7 -> {
                if (is("x-cache", start)) {
                    answer.origin = Answer.Origin.of(value(colon, end));
                }
            }
            case 9 -> {
                if (is("x-queries", start)) {
                    answer.queries = Long.parseLong(value(colon, end));
                }
            }
            case 10 -> {
                if (is("connection", start)) {
                    answer.closes = value(colon, end).equalsIgnoreCase("close");
                } else if (is("x-settings", start)) {
                    readSettings(value(colon, end));
                }
            }
            case 13 -> {
                if (is("server-timing", start)) {
                    answer.serverMicros = micros(value(colon, end));
                }
            }
            case 14 -> {
                if (is("content-length", start)) {
                    contentLength = Integer.parseInt(value(colon, end));
                }
            }
            case 17 -> {
                if (is("transfer-encoding", start)) {
                    chunked = value(colon, end).equalsIgnoreCase("chunked");
                }
            }
            default -> {
                // Nothing that is looked at.
            }
        }
    }

    /** Reads {@code revision=12; cache=hit-l1}. */
    private void readSettings(String header) {
        String[] parts = header.split("[=;] ?", 4);
        answer.settingsRevision = Long.parseLong(parts[1]);
        answer.settingsOrigin = Answer.Origin.of(parts[3]);
    }

    private boolean is(String lowerCaseName, int start) {
        for (int i = 0; i < lowerCaseName.length(); i++) {
            byte letter = answer.bytes[start + i];
            if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != lowerCaseName.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The microseconds of {@code app;dur=<milliseconds>}, -1 if there is no such metric. */
    static long micros(String serverTiming) {
        int start = serverTiming.indexOf("app;dur=");
        if (start < 0) {
            return -1;
        }
        int end = start + "app;dur=".length();
        int first = end;
        while (end < serverTiming.length()
                && (Character.isDigit(serverTiming.charAt(end)) || serverTiming.charAt(end) == '.')) {
            end++;
        }
        return Math.round(Double.parseDouble(serverTiming.substring(first, end)) * 1_000);
    }

    private void readBody() throws IOException {
        makeRoom(position + contentLength);
        while (filled < position + contentLength) {
            filled = Connection.more(in, answer.bytes, filled);
        }
        answer.bodyEnd = position + contentLength;
    }

    private void readChunks() throws IOException {
        while (true) {
            int start = position;
            int end = endOfLine();
            int length = Integer.parseInt(text(start, end).trim().toLowerCase(Locale.ROOT), 16);
            if (length == 0) {
                endOfLine();
                return;
            }
            makeRoom(position + length + 2);
            while (filled < position + length + 2) {
                filled = Connection.more(in, answer.bytes, filled);
            }
            System.arraycopy(answer.bytes, position, answer.bytes, answer.bodyEnd, length);
            answer.bodyEnd += length;
            position += length + 2;
        }
    }

    /** Returns where the line that starts at the position ends, and moves the position behind its line break. */
    private int endOfLine() throws IOException {
        for (int i = position; ; i++) {
            while (i + 1 >= filled) {
                makeRoom(filled + 1);
                filled = Connection.more(in, answer.bytes, filled);
            }
            if (answer.bytes[i] == '\r' && answer.bytes[i + 1] == '\n') {
                position = i + 2;
                return i;
            }
        }
    }

    private void makeRoom(int length) {
        if (length > answer.bytes.length) {
            answer.bytes = Arrays.copyOf(answer.bytes, Math.max(length, answer.bytes.length * 2));
        }
    }

    private String value(int colon, int end) {
        return text(colon + 1, end).trim();
    }

    private String text(int start, int end) {
        return new String(answer.bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
