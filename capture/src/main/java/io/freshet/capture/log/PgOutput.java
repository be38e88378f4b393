package io.freshet.capture.log;

import io.freshet.capture.log.LogMessage.Begin;
import io.freshet.capture.log.LogMessage.Column;
import io.freshet.capture.log.LogMessage.Commit;
import io.freshet.capture.log.LogMessage.Image;
import io.freshet.capture.log.LogMessage.Other;
import io.freshet.capture.log.LogMessage.Relation;
import io.freshet.capture.log.LogMessage.Row;
import io.freshet.capture.log.LogMessage.Truncate;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Reads the messages of the output plugin {@code pgoutput}, version 1 of its protocol. Immutable. */
final class PgOutput {

    private static final int TIME_BYTES = 8;
    private static final long UNSIGNED = 0xffffffffL;

    private PgOutput() {}

    /**
     * One message.
     *
     * @param isOfInterest whether the rows of a table, by its number, are to be read; else they are {@link Other}
     */
    static LogMessage read(ByteBuffer bytes, LongPredicate isOfInterest) {
        char kind = (char) bytes.get();
        return switch (kind) {
            case 'B' -> begin(bytes);
            case 'C' -> new Commit();
            case 'R' -> relation(bytes);
            case 'I', 'U', 'D' -> {
                long oid = oid(bytes);
                yield isOfInterest.test(oid) ? row(oid, kind == 'U', bytes) : new Other();
            }
            case 'T' -> truncate(bytes);
            default -> new Other();
        };
    }

    private static Begin begin(ByteBuffer bytes) {
        long position = bytes.getLong();
        bytes.position(bytes.position() + TIME_BYTES);
        return new Begin(position, bytes.getInt());
    }

    private static Relation relation(ByteBuffer bytes) {
        long oid = oid(bytes);
        String schema = name(bytes);
        String name = name(bytes);
        char identity = (char) bytes.get();
        int count = bytes.getShort();
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean isKey = (bytes.get() & 1) != 0;
            String column = name(bytes);
            int type = bytes.getInt();
            bytes.getInt(); // the type's modifier
            columns.add(new Column(column, isKey, type));
        }
        return new Relation(
                oid, schema.isEmpty() ? "pg_catalog" : schema, name, identity == 'd' || identity == 'i', columns);
    }

    private static Row row(long oid, boolean isUpdate, ByteBuffer bytes) {
        Image before = null;
        Image after = null;
        while (bytes.hasRemaining()) {
            switch ((char) bytes.get()) {
                case 'K' -> before = image(bytes, true);
                case 'O' -> before = image(bytes, false);
                default -> after = image(bytes, false);
            }
        }
        return new Row(oid, isUpdate, before, after);
    }

    private static Image image(ByteBuffer bytes, boolean isKeyOnly) {
        @Nullable String[] values = new @Nullable String[bytes.getShort()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch ((char) bytes.get()) {
                case 'n' -> null;
                case 'u' -> Image.SAME;
                default -> text(bytes);
            };
        }
        return new Image(values, isKeyOnly);
    }

    private static Truncate truncate(ByteBuffer bytes) {
        int count = bytes.getInt();
        bytes.get(); // CASCADE, RESTART IDENTITY
        List<Long> oids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            oids.add(oid(bytes));
        }
        return new Truncate(oids);
    }

    private static long oid(ByteBuffer bytes) {
        return bytes.getInt() & UNSIGNED;
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[bytes.getInt()];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static String name(ByteBuffer bytes) {
        int from = bytes.position();
        int length = 0;
        while (bytes.get() != 0) {
            length++;
        }
        byte[] name = new byte[length];
        bytes.get(from, name);
        return new String(name, StandardCharsets.UTF_8);
    }
}
