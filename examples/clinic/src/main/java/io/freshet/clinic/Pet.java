package io.freshet.clinic;

import java.io.Serializable;

/**
 * A pet.
 *
 * @param id the number
 * @param name the name
 * @param visits how often it was here
 */
public record Pet(int id, String name, int visits) implements Serializable {}
