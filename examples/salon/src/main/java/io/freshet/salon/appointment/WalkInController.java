package io.freshet.salon.appointment;

import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.web.Paged;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.util.List;

/** The customers who came without an appointment. */
@RestController
@RequestMapping("/api/walkins")
class WalkInController {

    /** Customers who came together. */
    record WalkInGroup(@NotEmpty @Size(max = 50) List<@NotNull @Valid NewWalkIn> walkIns) {}

    /** Who the customers of a session are. */
    record CustomerRequest(
            @Schema(example = "Ada Adler") @NotBlank @Size(max = 200)
            String customerName) {}

    private final WalkInDesk desk;
    private final BusinessClock clock;

    WalkInController(WalkInDesk desk, BusinessClock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping
    Paged<WalkInView> list(
            @RequestParam(required = false) @Nullable LocalDate date,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return desk.list(date != null ? date : clock.today(), page, size);
    }

    @GetMapping("/{id}")
    WalkInView find(@PathVariable long id) {
        return desk.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WalkInView arrive(@Valid @RequestBody NewWalkIn walkIn) {
        return desk.arrive(List.of(walkIn)).get(0);
    }

    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    List<WalkInView> arriveTogether(@Valid @RequestBody WalkInGroup request) {
        return desk.arrive(request.walkIns());
    }

    @PatchMapping("/session/{id}/customer")
    List<WalkInView> nameCustomer(@PathVariable long id, @Valid @RequestBody CustomerRequest request) {
        return desk.nameCustomer(id, request.customerName());
    }

    @PatchMapping("/{id}/notes")
    WalkInView changeNotes(@PathVariable long id, @Valid @RequestBody NotesPatch patch) {
        return desk.changeNotes(id, patch);
    }

    @PostMapping("/{id}/start")
    WalkInView start(@PathVariable long id) {
        return desk.start(id);
    }

    @PostMapping("/{id}/complete")
    WalkInView complete(@PathVariable long id) {
        return desk.complete(id);
    }

    @PostMapping("/{id}/cancel")
    WalkInView cancel(@PathVariable long id) {
        return desk.cancel(id);
    }
}
