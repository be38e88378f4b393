package io.freshet.read;

/**
 * One thing in a policy that cannot be.
 *
 * @param setting its name, as it is written in a configuration
 * @param what what it is and why that cannot be
 * @param remedy how to mend it
 */
public record PolicyMistake(String setting, String what, String remedy) {

    @Override
    public String toString() {
        return setting + " " + what + ": " + remedy;
    }
}
