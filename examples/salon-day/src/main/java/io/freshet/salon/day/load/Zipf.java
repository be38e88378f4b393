package io.freshet.salon.day.load;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Picks 0 to n - 1 so that the k-th is picked a k-th as often as the first. Immutable and thread-safe. */
public final class Zipf {
    private final double[] upTo;

    private Zipf(double[] upTo) {
        this.upTo = upTo;
    }

    /** Returns a picker from n things. */
    public static Zipf of(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("There must be something to pick from, not " + n + " things");
        }
        double[] upTo = new double[n];
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += 1.0 / (k + 1);
            upTo[k] = sum;
        }
        return new Zipf(upTo);
    }

    public int pick(RandomGenerator random) {
        int at = Arrays.binarySearch(upTo, random.nextDouble(upTo[upTo.length - 1]));
        return at >= 0 ? at + 1 : -at - 1;
    }
}
