package io.freshet.salon.inventory;

import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes of the stock that somebody has to approve. */
@RestController
@RequestMapping("/api/inventory/change-requests")
class ChangeRequestController {

    private final ChangeRequestService requests;

    ChangeRequestController(ChangeRequestService requests) {
        this.requests = requests;
    }

    @GetMapping
    Paged<ChangeRequestView> list(
            @RequestParam(required = false) @Nullable ChangeRequestStatus status,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return requests.list(status, page, size);
    }

    @GetMapping("/{id}")
    ChangeRequestView find(@PathVariable long id) {
        return requests.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ChangeRequestView add(@Valid @RequestBody NewChangeRequest request) {
        return requests.add(request);
    }

    @PostMapping("/{id}/approve")
    ChangeRequestView approve(@PathVariable long id) {
        return requests.approve(id);
    }

    @PostMapping("/{id}/reject")
    ChangeRequestView reject(@PathVariable long id) {
        return requests.reject(id);
    }
}
