package io.freshet.spring.doctor;

import io.freshet.check.Finding;
import io.freshet.check.Severity;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import java.util.Comparator;
import java.util.List;

/**
 * The Actuator endpoint {@code freshetdoctor}: what is found in and around the instance, looked at anew each time. Thread-safe; blocks for ten
 * seconds at the most. It is one of its own, so that who may see the caches need not see how servers are set up.
 */
@Endpoint(id = "freshetdoctor", defaultAccess = Access.READ_ONLY)
public final class DoctorEndpoint {

    private final Doctor doctor;

    /** Asks this doctor. */
    public DoctorEndpoint(Doctor doctor) {
        this.doctor = doctor;
    }

    /** Everything that was found, what is as it should be included. */
    @ReadOperation
    public Report report() {
        try {
            return Report.of(doctor.instance(), doctor.look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Looking was interrupted, since the application is being stopped", e);
        }
    }

    /**
     * What the endpoint answers.
     *
     * @param instance whose view it is
     * @param worst the worst severity among the findings
     * @param findings the worst first
     */
    public record Report(String instance, String worst, List<View> findings) {

        static Report of(String instance, List<Finding> findings) {
            List<Finding> sorted = findings.stream()
                    .sorted(Comparator.comparing(Finding::severity).reversed())
                    .toList();
            Severity worst = sorted.isEmpty() ? Severity.OK : sorted.get(0).severity();
            return new Report(
                    instance, worst.word(), sorted.stream().map(View::of).toList());
        }
    }

    /**
     * A finding.
     *
     * @param id what it is about
     * @param severity ok, note, warning or problem
     * @param found what is there
     * @param matter why it matters
     * @param remedy what somebody can do; empty for nothing
     */
    public record View(String id, String severity, String found, String matter, String remedy) {

        static View of(Finding finding) {
            return new View(
                    finding.id(), finding.severity().word(), finding.found(), finding.matter(), finding.remedy());
        }
    }
}
