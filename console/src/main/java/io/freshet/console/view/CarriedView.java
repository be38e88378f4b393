package io.freshet.console.view;

import java.util.List;

/**
 * Something that makes an entry invisible when it is written or invalidated.
 *
 * @param kind table, rows, tag, key, or unknown
 * @param text in words
 * @param tags the names of the tags that stand for it, as far as they are known
 */
public record CarriedView(String kind, String text, List<String> tags) {}
