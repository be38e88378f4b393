package io.freshet.audit.graph;

import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;

import java.util.Map;

/**
 * A method as it runs on objects of a class: one method of a generic base is as many nodes as it has subclasses, and one that is given a store
 * by its callers is as many as it is given stores. Immutable.
 *
 * @param method the method
 * @param self the internal name of the class
 * @param given the internal names of the classes of parameters, by their index, where callers give a narrower one than is written
 */
public record Node(MethodModel method, String self, Map<Integer, String> given) {

    /** Copies. */
    public Node {
        given = Map.copyOf(given);
    }

    /** Of which it does not matter, or is not known, what it is given. */
    public Node(MethodModel method, String self) {
        this(method, self, Map.of());
    }

    /** Which method it is. */
    public MethodId id() {
        return method.id();
    }

    /** The class that it runs on and the method as people write it. */
    public String display() {
        return id().on(self).display();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Node node
                && self.equals(node.self)
                && id().equals(node.id())
                && given.equals(node.given);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * self.hashCode() + id().hashCode()) + given.hashCode();
    }
}
