package io.freshet.salon.day.check;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Finds numbers in the bytes of JSON without building a tree: the text before the number is known. */
public final class Numbers {
    private Numbers() {}

    /** Returns the text of a field before its value, as {@link #find} wants it. */
    public static byte[] field(String name) {
        return text("\"" + name + "\":");
    }

    public static byte[] text(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the integer behind the first occurrence of a text. */
    public static OptionalLong find(byte[] text, byte[] json, int from, int to) {
        int at = indexOf(text, json, from, to);
        return at < 0 ? OptionalLong.empty() : parse(json, at + text.length, to);
    }

    /** Returns the sum of the integers behind every occurrence of a text. */
    public static long sum(byte[] text, byte[] json, int from, int to) {
        long sum = 0;
        for (int at = indexOf(text, json, from, to); at >= 0; at = indexOf(text, json, at + text.length, to)) {
            sum += parse(json, at + text.length, to).orElse(0);
        }
        return sum;
    }

    /** Returns where a text begins, -1 if it does not occur. */
    public static int indexOf(byte[] text, byte[] json, int from, int to) {
        byte first = text[0];
        for (int at = from; at <= to - text.length; at++) {
            if (json[at] == first && matches(text, json, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] text, byte[] json, int at) {
        for (int i = text.length - 1; i > 0; i--) {
            if (json[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static OptionalLong parse(byte[] json, int from, int to) {
        int at = from;
        boolean negative = at < to && json[at] == '-';
        if (negative) {
            at++;
        }
        long number = 0;
        int digits = 0;
        for (; at < to && json[at] >= '0' && json[at] <= '9'; at++, digits++) {
            number = number * 10 + (json[at] - '0');
        }
        return digits == 0 ? OptionalLong.empty() : OptionalLong.of(negative ? -number : number);
    }
}
