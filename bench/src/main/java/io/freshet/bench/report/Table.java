package io.freshet.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text with aligned columns: the first to the left, all others to the right. Not thread-safe. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        rows.add(List.of(titles));
    }

    public Table row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "A row of " + cells.length + " cells under " + rows.get(0).size() + " titles");
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                append(text, row.get(column), column);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private void append(StringBuilder text, String cell, int column) {
        String padding = " ".repeat(width(column) - cell.length());
        text.append(column == 0 ? cell + padding : "  " + padding + cell);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
