package io.freshet.console.service;

import io.freshet.console.view.SegmentView;
import io.freshet.key.KeyTemplate;
import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a key is made of, read from its text.
 *
 * @param tenant whose it is; empty if all tenants share it
 * @param segments its values, by their names in the template
 */
record KeyParts(String tenant, List<SegmentView> segments) {

    /** Null if the key is not of that template. */
    static @Nullable KeyParts of(KeyTemplate template, String key) {
        String[] wanted = template.toString().split(":", -1);
        String[] given = key.split(":", -1);
        int before = given.length - wanted.length;
        if (before < 0 || before > 1) {
            return null;
        }
        List<SegmentView> segments = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            int open = wanted[i].indexOf('{');
            String literal = open < 0 ? wanted[i] : wanted[i].substring(0, open);
            String part = given[i + before];
            if (open < 0 ? !part.equals(literal) : !part.startsWith(literal)) {
                return null;
            }
            if (open >= 0) {
                segments.add(new SegmentView(
                        wanted[i].substring(open + 1, wanted[i].length() - 1), unescaped(part.substring(open))));
            }
        }
        return new KeyParts(before == 0 ? "" : unescaped(given[0]), segments);
    }

    /** A plus sign is one here, as in no form of the web. */
    private static String unescaped(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
