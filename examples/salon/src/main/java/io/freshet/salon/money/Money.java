package io.freshet.salon.money;

/** Money is counted in minor units, such as cents, as a {@code long}. */
public final class Money {

    /** The largest amount that a request may name, and that anything may cost: no sum over what the salon sells can overflow. */
    public static final long MOST_MINOR = 100_000_000_000L;

    private Money() {}
}
