package io.freshet.key;

/**
 * One segment of a key template: literal text, or a value with literal text before it.
 *
 * @param literal what stands there as written; before the value, if there is one
 * @param name the name of the value; empty for a literal segment
 */
record Segment(String literal, String name) {

    boolean hasValue() {
        return !name.isEmpty();
    }

    static Segment parse(String text, String template) {
        int open = text.indexOf('{');
        if (open < 0) {
            if (text.isEmpty() || text.indexOf('}') >= 0 || text.indexOf('*') >= 0) {
                throw new KeyTemplateException("Key template '" + template + "': the segment '" + text
                        + "' is neither literal text nor {name}");
            }
            return new Segment(text, "");
        }
        String name = text.endsWith("}") ? text.substring(open + 1, text.length() - 1) : "";
        if (!isJavaName(name)) {
            throw new KeyTemplateException("Key template '" + template + "': the segment '" + text
                    + "' must end with one parameter's name in braces, as {date} or active={active}");
        }
        return new Segment(text.substring(0, open), name);
    }

    private static boolean isJavaName(String name) {
        return !name.isEmpty()
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
    }

    @Override
    public String toString() {
        return hasValue() ? literal + "{" + name + "}" : literal;
    }
}
