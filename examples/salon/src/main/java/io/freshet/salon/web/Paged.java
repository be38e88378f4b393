package io.freshet.salon.web;

import org.springframework.data.domain.Page;

import java.util.List;

/** One page of a list, and how many there are in all. */
public record Paged<T>(List<T> items, int page, int size, long total) {

    /** The last page that may be asked for. */
    public static final int LAST_PAGE = 1_000_000;

    public Paged {
        items = List.copyOf(items);
    }

    public static <T> Paged<T> of(Page<T> page) {
        return new Paged<>(page.getContent(), page.getNumber(), page.getSize(), page.getTotalElements());
    }
}
