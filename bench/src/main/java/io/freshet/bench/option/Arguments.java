package io.freshet.bench.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.Objects;
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
}
