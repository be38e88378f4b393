package io.freshet.audit.graph;

import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;

/**
 * A method as it runs on objects of a class: one method of a generic base is as many nodes as it has subclasses. Immutable.
 *
 * @param method the method
 * @param self the internal name of the class
 */
public record Node(MethodModel method, String self) {

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
        return other instanceof Node node && self.equals(node.self) && id().equals(node.id());
    }

    @Override
    public int hashCode() {
        return 31 * self.hashCode() + id().hashCode();
    }
}
