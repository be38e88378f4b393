package io.freshet.sql;

import java.util.Optional;

/**
 * What stands in a statement's text besides comments and literals: each comment is a blank in it, and each literal an empty one. Immutable.
 *
 * @param text with quoted names as they are
 * @param withoutNames the same with another name for each that is quoted, so that no word is found within them
 */
public record PlainText(String text, String withoutNames) {

    /** The text of a statement, or of several; empty where databases do not agree where a literal ends. */
    public static Optional<PlainText> of(String sql) {
        try {
            BareText bare = BareText.of(sql);
            return Optional.of(new PlainText(bare.text(), bare.withoutNames()));
        } catch (UnclearException e) {
            return Optional.empty();
        }
    }
}
