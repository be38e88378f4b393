package io.freshet.salon.analytics;

import io.freshet.salon.problem.InvalidRequestException;
import io.freshet.salon.settings.BusinessClock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;

/** What a user earns as a barber. A barber may look at nobody else's. */
@RestController
@RequestMapping("/api/analytics/users/{userId}")
class AnalyticsController {

    private static final String BARBER = "ROLE_BARBER";
    private static final int MONTH = 30;

    private final BarberAnalytics analytics;
    private final BusinessClock clock;

    AnalyticsController(BarberAnalytics analytics, BusinessClock clock) {
        this.analytics = analytics;
        this.clock = clock;
    }

    @GetMapping("/six-figure")
    IncomeGoal sixFigure(@PathVariable long userId, Authentication caller) {
        requireAllowed(caller, userId);
        return analytics.sixFigure(userId);
    }

    @GetMapping("/revenue")
    RevenueReport revenue(
            @PathVariable long userId,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Authentication caller) {
        requireAllowed(caller, userId);
        var last = to != null ? to : clock.today();
        var first = from != null ? from : last.minusDays(MONTH);
        if (first.isAfter(last)) {
            throw new InvalidRequestException("The days end before they begin");
        }
        return analytics.revenue(userId, first, last);
    }

    @GetMapping("/dashboard-summary")
    BarberSummary dashboardSummary(@PathVariable long userId, Authentication caller) {
        requireAllowed(caller, userId);
        return analytics.dashboardSummary(userId);
    }

    private static void requireAllowed(Authentication caller, long userId) {
        boolean isBarber =
                caller.getAuthorities().stream().anyMatch(authority -> BARBER.equals(authority.getAuthority()));
        if (isBarber && !caller.getName().equals(Long.toString(userId))) {
            throw new AccessDeniedException("These are somebody else's figures");
        }
    }
}
