package io.freshet.salon.day.load;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Picks one of several things, each as often as its weight says. Immutable and thread-safe. */
public final class Mix<T> {
    private final List<T> tickets;

    private Mix(List<T> tickets) {
        this.tickets = List.copyOf(tickets);
    }

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    public T pick(RandomGenerator random) {
        return tickets.get(random.nextInt(tickets.size()));
    }

    /** Collects the things and their weights. Mutable and not thread-safe; what it builds is neither. */
    public static final class Builder<T> {
        private final List<T> tickets = new ArrayList<>();

        private Builder() {}

        public Builder<T> add(T thing, int weight) {
            for (int i = 0; i < weight; i++) {
                tickets.add(thing);
            }
            return this;
        }

        /** Builds the mix.
         *
         * @throws IllegalStateException if nothing has a weight
         */
        public Mix<T> build() {
            if (tickets.isEmpty()) {
                throw new IllegalStateException("A mix of nothing");
            }
            return new Mix<>(tickets);
        }
    }
}
