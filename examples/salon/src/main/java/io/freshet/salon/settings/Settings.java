package io.freshet.salon.settings;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;

import java.time.LocalTime;

import static java.util.Objects.requireNonNullElse;

/** The settings of a tenant. */
@Entity
public class Settings extends TenantOwned {

    private String businessName;
    private String currency;
    private int taxBasisPoints;
    private LocalTime opensAt;
    private LocalTime closesAt;
    private String timeZone;
    private String receiptFooter;
    private long revision;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Settings() {}

    void change(SettingsPatch patch) {
        businessName = requireNonNullElse(patch.businessName(), businessName);
        currency = requireNonNullElse(patch.currency(), currency);
        taxBasisPoints = requireNonNullElse(patch.taxBasisPoints(), taxBasisPoints);
        opensAt = requireNonNullElse(patch.opensAt(), opensAt);
        closesAt = requireNonNullElse(patch.closesAt(), closesAt);
        timeZone = patch.timeZone() == null ? timeZone : patch.timeZone().getId();
        receiptFooter = requireNonNullElse(patch.receiptFooter(), receiptFooter);
        revision = requireNonNullElse(patch.revision(), revision);
        if (!opensAt.isBefore(closesAt)) {
            throw new ConflictException("The salon opens at " + opensAt + " and so cannot close at " + closesAt);
        }
    }

    /** Back to the defaults. The name of the business, its time zone and the revision stay. */
    void reset() {
        change(SettingsPatch.DEFAULTS);
    }

    SettingsView view() {
        return new SettingsView(
                businessName,
                currency,
                taxBasisPoints,
                opensAt,
                closesAt,
                timeZone,
                receiptFooter,
                revision,
                version());
    }
}
