package io.freshet.capture.postgres;

import java.util.Set;
import java.util.TreeSet;

/**
 * That the way in which writes to tables are told was changed while the application runs. What depends on the tables has been invalidated.
 *
 * @param tables their names as in {@code TableDependency}
 * @param kind what it means
 * @param found what was found
 * @param remedy what somebody has to do; empty for nothing
 */
public record Drift(Set<String> tables, Kind kind, String found, String remedy) {

    /** Copies. */
    public Drift {
        tables = Set.copyOf(tables);
    }

    /** What a change means. */
    public enum Kind {
        /** All is told; what was written since the look before may not have been. */
        CHANGED,
        /** Writes were not told, and are again, since the triggers have been installed anew. */
        MENDED,
        /** Writes are not told. What depends on the tables is not kept until they are. */
        LOST
    }

    /** For people. */
    @Override
    public String toString() {
        String what = new TreeSet<>(tables) + ": " + found;
        return switch (kind) {
            case CHANGED -> "What tells writes was changed on " + what + ". What depends on them was invalidated, once";
            case MENDED ->
                "Writes may not have been noticed for a while on " + what
                        + ". The triggers have been installed again, and what depends on the tables was invalidated";
            case LOST ->
                "Writes are not noticed on " + what
                        + ". What depends on the tables is answered from the source until they are. " + remedy;
        };
    }
}
