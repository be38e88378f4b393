package io.freshet.bench.hits;

import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * What every system keeps: about 130 bytes of JSON.
 *
 * @param id the key
 * @param name a text
 * @param minutes a number
 * @param price a decimal
 * @param tags a list
 */
record Item(long id, String name, int minutes, BigDecimal price, List<String> tags) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    static Item of(int key) {
        return new Item(
                key, "Cut and colour, " + key, 45, new BigDecimal("64.50"), List.of("colour", "long hair", "evening"));
    }
}
