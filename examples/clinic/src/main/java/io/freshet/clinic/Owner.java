package io.freshet.clinic;

import java.io.Serializable;
import java.util.List;

/**
 * An owner with the pets.
 *
 * @param id the number
 * @param name the full name
 * @param city where the owner lives
 * @param pets by name
 */
public record Owner(int id, String name, String city, List<Pet> pets) implements Serializable {

    /** Copies. */
    public Owner {
        pets = List.copyOf(pets);
    }
}
