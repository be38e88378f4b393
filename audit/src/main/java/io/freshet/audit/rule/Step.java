package io.freshet.audit.rule;

/**
 * One place on the way to a finding. Immutable.
 *
 * @param method the class and method
 * @param file where its source stands
 * @param line the line, 0 if unknown
 * @param what what is done there; empty for a mere call
 */
public record Step(String method, String file, int line, String what) {

    /** As {@code PriceService.change (com/acme/PriceService.java:12)}. */
    public String display() {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return method + " (" + name + (line > 0 ? ":" + line : "") + ")" + (what.isEmpty() ? "" : " " + what);
    }
}
