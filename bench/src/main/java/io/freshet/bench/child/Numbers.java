package io.freshet.bench.child;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Numbers as a line of text. */
final class Numbers {
    private Numbers() {}

    static String join(long... numbers) {
        return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    static long[] parse(String line) {
        return line.isBlank()
                ? new long[0]
                : Arrays.stream(line.strip().split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }
}
