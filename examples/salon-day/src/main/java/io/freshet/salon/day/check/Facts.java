package io.freshet.salon.day.check;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The registers of one tenant: a few numbers, and the price of each service that the load reprices. Thread-safe. */
public final class Facts {
    private final Map<Fact, Register> numbers = new EnumMap<>(Fact.class);
    private final Map<Long, Register> prices = new ConcurrentHashMap<>();

    /** Makes registers that start at 0 until {@link #base} says otherwise. */
    public Facts() {
        EnumSet.complementOf(EnumSet.of(Fact.PRICE)).forEach(fact -> numbers.put(fact, Register.startingAt(0)));
    }

    /** Sets what the source said before the load began. Not to be called while the load runs. */
    public void base(Fact fact, long value) {
        numbers.put(fact, Register.startingAt(value));
    }

    /** Adds a service whose price is checked from now on. */
    public void basePrice(long service, long price) {
        prices.put(service, Register.startingAt(price));
    }

    public Register of(Fact fact) {
        Register register = numbers.get(fact);
        if (register == null) {
            throw new IllegalStateException("No register for " + fact);
        }
        return register;
    }

    /** Returns the registers of the prices, by service. */
    public Map<Long, Register> prices() {
        return prices;
    }
}
