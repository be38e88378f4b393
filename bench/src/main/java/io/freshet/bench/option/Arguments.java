package io.freshet.bench.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Turns what is wrong with arguments into a message and exit code 2, before anything starts. */
public final class Arguments {
    private Arguments() {}

    /**
     * Returns what the supplier makes of the arguments.
     *
     * @throws ParameterException if it refuses them with an {@link IllegalArgumentException}
     */
    public static <T> T valid(@Nullable CommandSpec command, Supplier<T> arguments) {
        try {
            return arguments.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(command).commandLine(), e.getMessage(), e);
        }
    }

    /**
     * Returns the names as they are.
     *
     * @throws IllegalArgumentException if one is there twice
     */
    public static List<String> distinct(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("'" + name + "' is named twice: each system is measured once");
            }
        }
        return names;
    }
}
