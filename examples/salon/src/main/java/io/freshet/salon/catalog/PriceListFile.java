package io.freshet.salon.catalog;

import io.freshet.salon.problem.InvalidRequestException;
import jakarta.validation.Validator;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a price list from CSV with a header line: {@code category,service,priceMinor,durationMinutes,addon,addonPriceMinor}. A cell may
 * stand in quotes, which are doubled inside; it holds no line break.
 */
@Component
class PriceListFile {

    static final String HEADER = "category,service,priceMinor,durationMinutes,addon,addonPriceMinor";

    private static final int CELLS = 6;

    /** A cell and what ends it: {@code "quoted, with ""quotes"""} or plain. */
    private static final Pattern CELL = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))(,|$)");

    private final Validator validator;

    PriceListFile(Validator validator) {
        this.validator = validator;
    }

    /**
     * The rows of the file.
     *
     * @throws InvalidRequestException naming the first line that cannot be understood
     */
    List<ImportRow> read(String csv) {
        var lines = csv.lines().toList();
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
            throw new InvalidRequestException("The first line of a price list is " + HEADER);
        }
        if (csv.indexOf('\0') >= 0) {
            throw new InvalidRequestException("A price list is text without NUL");
        }
        var rows = new ArrayList<ImportRow>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(row(lines.get(i), i + 1));
            }
        }
        return rows;
    }

    private ImportRow row(String line, int number) {
        var cells = cells(line);
        if (cells.size() != CELLS) {
            throw new InvalidRequestException("Line " + number + " has not " + CELLS + " cells");
        }
        var row = parse(cells, number);
        validator.validate(row).stream().findFirst().ifPresent(violation -> {
            throw new InvalidRequestException(
                    "Line " + number + ": " + violation.getPropertyPath() + " " + violation.getMessage());
        });
        return row;
    }

    private static ImportRow parse(List<String> cells, int number) {
        try {
            return new ImportRow(
                    cells.get(0),
                    cells.get(1),
                    Long.parseLong(cells.get(2)),
                    Integer.parseInt(cells.get(3)),
                    cells.get(4),
                    cells.get(5).isEmpty() ? null : Long.valueOf(cells.get(5)));
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("Line " + number + ": " + e.getMessage());
        }
    }

    /** The cells of the line, fewer than there should be if it is malformed. */
    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var matcher = CELL.matcher(line);
        while (matcher.find()) {
            var quoted = matcher.group(1);
            cells.add(quoted == null ? matcher.group(2).strip() : quoted.replace("\"\"", "\""));
            if (matcher.group(3).isEmpty()) {
                break;
            }
        }
        return cells;
    }
}
