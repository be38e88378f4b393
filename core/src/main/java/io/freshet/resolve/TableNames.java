package io.freshet.resolve;

/** Tells which table an entity is kept in. Thread-safe. */
@FunctionalInterface
public interface TableNames {

    /**
     * The table's name.
     *
     * @throws DeclarationException if the class is no entity; the message says how to mend it
     */
    String tableOf(Class<?> entity);

    /** Knows no entities: only tables named as such can be depended on. */
    static TableNames none() {
        return entity -> {
            throw new DeclarationException(
                    entity.getName() + " is not known as an entity; name its table instead: tables = \"...\"");
        };
    }
}
