package io.freshet.salon.quote;

import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The quotes of the tenant. */
@RestController
@RequestMapping("/api/sales/quotes")
class QuoteController {

    private final QuoteReader reader;
    private final QuoteService quotes;

    QuoteController(QuoteReader reader, QuoteService quotes) {
        this.reader = reader;
        this.quotes = quotes;
    }

    @GetMapping
    Paged<QuoteSummary> list(
            @RequestParam(required = false) @Nullable QuoteStatus status,
            @RequestParam(required = false) @Nullable Long clientId,
            @RequestParam(defaultValue = "") @Size(max = 200) String title,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        var filter = new QuoteFilter(status, clientId, title, page, size);
        return reader.list(filter.hash(), filter);
    }

    @GetMapping("/summary")
    List<QuoteTotals> summary() {
        return reader.summary();
    }

    @GetMapping("/{id}")
    QuoteView find(@PathVariable long id) {
        return reader.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    QuoteView add(@Valid @RequestBody NewQuote quote) {
        return quotes.add(quote);
    }

    @PutMapping("/{id}")
    QuoteView replace(@PathVariable long id, @Valid @RequestBody QuoteReplacement replacement) {
        return quotes.replace(id, replacement);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        quotes.delete(id);
    }

    @PostMapping("/{id}/accept")
    QuoteView accept(@PathVariable long id) {
        return quotes.accept(id);
    }
}
