package io.freshet.clinic;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * A visit of a pet.
 *
 * @param pet its number
 * @param day when it was here
 * @param reason why
 */
public record Visit(int pet, LocalDate day, String reason) implements Serializable {}
