package io.freshet.witness.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object, in one line. Mutable; not thread-safe. */
final class Json {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds a field: text, number, boolean, a collection, a map or another object. */
    Json with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        append(out, fields);
        return out.toString();
    }

    private static void append(StringBuilder out, Object value) {
        if (value instanceof Json json) {
            append(out, json.fields);
        } else if (value instanceof Map<?, ?> map) {
            String before = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(before);
                quote(out, String.valueOf(entry.getKey()));
                out.append(':');
                append(out, entry.getValue());
                before = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Collection<?> all) {
            String before = "[";
            for (Object each : all) {
                out.append(before);
                append(out, each);
                before = ",";
            }
            out.append(all.isEmpty() ? "[]" : "]");
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            quote(out, String.valueOf(value));
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
