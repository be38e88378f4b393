package io.freshet.salon;

import java.util.List;
import java.util.SplittableRandom;

/** What no honest caller sends: values of the wrong kind, far too large, or made of characters that break things. */
final class OddValues {

    private static final int DEEP = 3000;
    private static final int LONG = 20_000;

    /** Texts, as JSON writes them. */
    private static final List<String> TEXTS = List.of(
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\ufeff\\u202e\\u2028\"",
            "\"\uD83D\uDC87\u200D\u2642\uFE0F\"",
            "\"e\u0301\u0301\u0301\u0301\"",
            "\"%s%n%x{}${x}#{1+1}\"",
            "\"'; drop table bill; --\"",
            "\"<script>alert(1)</script>\"",
            "\"..\\\\..\\/..\"",
            "\"" + "x".repeat(LONG) + "\"",
            "\"" + "\uD83D\uDE00".repeat(400) + "\"",
            "\"null\"",
            "\"NaN\"");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "-0",
            "1.5",
            "1e2",
            "1e400",
            "-1e-400",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "9".repeat(400),
            "9".repeat(1200),
            "\"5\"",
            "\"five\"",
            "01",
            "NaN");

    private static final List<String> DATES = List.of(
            "\"+999999999-12-31\"",
            "\"-999999999-01-01\"",
            "\"0000-00-00\"",
            "\"0001-01-01\"",
            "\"2026-02-30\"",
            "\"2026-13-01\"",
            "\"9999-12-31\"",
            "\"+10000-01-01\"",
            "\"infinity\"",
            "\"2026-11-29T00:00:00Z\"",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"24:00\"",
            "\"12:60:00\"",
            "[2026,11,29]",
            "20261129",
            "1e18");

    private static final List<String> KINDS =
            List.of("null", "true", "{}", "[]", "[null]", "[[]]", "{\"a\":{\"b\":[1]}}");

    /** Bodies that are no objects, or not whole. */
    private static final List<String> BODIES = List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "[{}]",
            "\"text\"",
            "1",
            "{",
            "{\"a\"",
            "{\"a\":1,}",
            "{'a':1}",
            "{\"a\":1}{\"b\":2}",
            "\uFEFF{}",
            "<a/>",
            "a=1&b=2",
            "{\"__proto__\":{},\"class\":\"java.lang.Runtime\",\"id\":1,\"tenantId\":1,\"version\":-1}",
            "[".repeat(DEEP),
            "[".repeat(DEEP) + "]".repeat(DEEP),
            "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));

    /** Segments of paths and values of parameters, as they stand in an address. */
    private static final List<String> ADDRESSES = List.of(
            "0",
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "99999999999999999999999999",
            "1.5",
            "abc",
            "%20",
            "%00",
            "1%00",
            "%2F",
            "..%2F..",
            "%3B",
            "%25",
            "%F0%9F%92%87",
            "%ED%A0%80",
            "%FF",
            "null",
            "true",
            "2026-02-30",
            "%2B999999999-12-31",
            "-999999999-01-01",
            "x".repeat(3000));

    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "text/csv",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/octet-stream",
            "application/json;charset=utf-16",
            "application/json;charset=none",
            "application/problem+json",
            "json",
            "*/*");

    private static final List<String> ACCEPTED =
            List.of("*/*", "text/html", "application/xml", "application/problem+json", "image/png;q=0.1", "nonsense");

    private final SplittableRandom random;

    OddValues(SplittableRandom random) {
        this.random = random;
    }

    /** A value for a field of this JSON type and format. */
    String value(String type, String format) {
        if (random.nextInt(4) == 0) {
            return any(KINDS);
        }
        if (random.nextInt(200) == 0) {
            return "[".repeat(DEEP) + "]".repeat(DEEP);
        }
        if (format.startsWith("date")) {
            return any(random.nextBoolean() ? DATES : TEXTS);
        }
        return any(
                switch (type) {
                    case "integer", "number" -> random.nextInt(5) == 0 ? TEXTS : NUMBERS;
                    case "string" -> random.nextInt(5) == 0 ? NUMBERS : TEXTS;
                    default -> random.nextBoolean() ? NUMBERS : TEXTS;
                });
    }

    String body() {
        return any(BODIES);
    }

    String address() {
        return any(ADDRESSES);
    }

    String contentType() {
        return any(CONTENT_TYPES);
    }

    String accepted() {
        return any(ACCEPTED);
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
