package io.freshet.clinic;

import java.io.Serializable;

/**
 * A vet.
 *
 * @param id the number
 * @param name the full name
 * @param specialty what the vet knows best
 */
public record Vet(int id, String name, String specialty) implements Serializable {}
