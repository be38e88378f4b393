package io.freshet.salon.day.check;

import java.util.List;

/** A number of a tenant that the load only ever raises, and that cached answers show, with the writes that raise it. */
public enum Fact {
    /** All bills of the day, whatever became of them. */
    BILLS("POST /api/pos/bills"),
    /** The bills of the day that are completed, voided or refunded. */
    CLOSED_BILLS(
            "POST /api/pos/bills/{id}/complete",
            "POST /api/pos/bills/{id}/void",
            "POST /api/pos/pending-payments/collect"),
    VOIDED_BILLS("POST /api/pos/bills/{id}/void"),
    REFUNDED_BILLS("POST /api/pos/bills/{id}/refund"),
    /** All payments of the day, announced ones too. */
    PAYMENTS("POST /api/pos/bills/{billId}/payments"),
    /** What was received on the day, whether or not it was paid back. */
    MONEY_RECEIVED("POST /api/pos/bills/{billId}/payments", "POST /api/pos/pending-payments/collect"),
    /** The services on the bills of the day, whatever became of them. */
    SERVICES_DONE("POST /api/pos/bills"),
    /** The money of those services. */
    WORK_MONEY("POST /api/pos/bills"),
    EXPENSES("POST /api/expenses"),
    EXPENSE_MONEY("POST /api/expenses"),
    /** Customers of the day who came without an appointment. */
    WALK_INS("POST /api/walkins"),
    CLIENTS("POST /api/clients"),
    CUSTOMERS("POST /api/customers"),
    /** All quotes, accepted or not. */
    QUOTES("POST /api/sales/quotes"),
    ACCEPTED_QUOTES("POST /api/sales/quotes/{id}/accept"),
    BOOKINGS("POST /api/bookings"),
    /** All appointments of the barber that is asked for. */
    APPOINTMENTS("POST /api/appointments"),
    /** What there is of the goods that are asked for, of which the load only gets more. */
    STOCK("POST /api/inventory/change-requests/{id}/approve"),
    /** The sum of the versions of all who work here. */
    STAFF_VERSIONS("PATCH /api/staff/{id}"),
    PROFILE_VERSION("PATCH /api/users/{id}"),
    /** The revision of the settings, which every change raises. */
    SETTINGS_REVISION("PATCH /api/settings"),
    /** The price of a service, of which there are many. */
    PRICE("PATCH /api/catalog/services/{id}");

    private final List<String> writes;

    Fact(String... writes) {
        this.writes = List.of(writes);
    }

    /** Returns the endpoints that raise it. */
    public List<String> writes() {
        return writes;
    }
}
