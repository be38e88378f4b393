package io.freshet.audit.rule;

import io.freshet.audit.graph.Node;

/**
 * One place on the way to a finding. Immutable.
 *
 * @param node the method, and the class that it runs on
 * @param file where its source stands
 * @param line the line, 0 if unknown
 * @param what what is done there; empty for a mere call
 */
public record Step(Node node, String file, int line, String what) {

    /** The class and method as people write them; others may be called the same. */
    public String method() {
        return node.display();
    }

    /** The class that it runs on, the name, parameters and result: no other method has the same. */
    String identity() {
        return node.self() + "." + node.id().name() + node.id().descriptor();
    }

    /** As {@code PriceService.change (com/acme/PriceService.java:12)}. */
    public String display() {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return method() + " (" + name + (line > 0 ? ":" + line : "") + ")" + (what.isEmpty() ? "" : " " + what);
    }
}
