package io.freshet.audit.model;

import org.objectweb.asm.Type;

/**
 * Names a method as class files do. Immutable.
 *
 * @param owner the internal name of the class that it is called on or declared in
 * @param name its name
 * @param descriptor its erased parameters and result
 */
public record MethodId(String owner, String name, String descriptor) implements Comparable<MethodId> {

    /** Whether name and descriptor are those of the other. */
    public boolean overrides(MethodId other) {
        return name.equals(other.name) && descriptor.equals(other.descriptor);
    }

    /** The same method on another class. */
    public MethodId on(String other) {
        return new MethodId(other, name, descriptor);
    }

    /** How many parameters it has. */
    public int parameters() {
        return Type.getArgumentCount(descriptor);
    }

    /** The erased types of its parameters. */
    public Type[] parameterTypes() {
        return Type.getArgumentTypes(descriptor);
    }

    /** Its erased result. */
    public Type returnType() {
        return Type.getReturnType(descriptor);
    }

    /** The class and the method as people write it: {@code PriceService.change}. */
    public String display() {
        return Names.simple(owner) + "." + name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MethodId id
                && name.equals(id.name)
                && owner.equals(id.owner)
                && descriptor.equals(id.descriptor);
    }

    /** As that of any record, in code that needs no optimizing compiler: methods are asked for millions of times. */
    @Override
    public int hashCode() {
        return 31 * (31 * owner.hashCode() + name.hashCode()) + descriptor.hashCode();
    }

    @Override
    public int compareTo(MethodId other) {
        int byOwner = owner.compareTo(other.owner);
        int byName = byOwner != 0 ? byOwner : name.compareTo(other.name);
        return byName != 0 ? byName : descriptor.compareTo(other.descriptor);
    }
}
