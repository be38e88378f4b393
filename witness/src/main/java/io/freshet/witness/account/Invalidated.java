package io.freshet.witness.account;

/**
 * How often entries were invalidated by one cause.
 *
 * @param cause the tables and who wrote
 * @param count how often
 * @param needless how often the source still said the same
 * @param unknown how often that could not be told
 */
public record Invalidated(String cause, long count, long needless, long unknown) {

    Invalidated plus(Invalidated more) {
        return new Invalidated(cause, count + more.count, needless + more.needless, unknown + more.unknown);
    }
}
