package io.freshet.spring.configure;

import io.freshet.tag.Tag;

import java.util.HexFormat;

/** What the application is called. */
record ApplicationName(String name) {

    private static final String OTHERS = "[^A-Za-z0-9_.-]+";

    /** The name as keys have it: other characters are dashes, and a hash of the name follows, since others may be spelled alike then. */
    String inKeys() {
        String spelled = name.replaceAll(OTHERS, "-");
        return spelled.equals(name) ? name : spelled + "-" + HexFormat.of().toHexDigits((int) Tag.hashOf(name));
    }
}
