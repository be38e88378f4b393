package io.freshet.salon.day.check;

/** A number of a tenant that the load only ever raises, and that cached answers show. */
public enum Fact {
    /** All bills of the day, whatever became of them. */
    BILLS,
    /** The bills of the day that are completed, voided or refunded. */
    CLOSED_BILLS,
    VOIDED_BILLS,
    REFUNDED_BILLS,
    /** All payments of the day, announced ones too. */
    PAYMENTS,
    /** What was received on the day, whether or not it was paid back. */
    MONEY_RECEIVED,
    /** The services on the bills of the day, whatever became of them. */
    SERVICES_DONE,
    /** The money of those services. */
    WORK_MONEY,
    EXPENSES,
    EXPENSE_MONEY,
    /** The revision of the settings, which every change raises. */
    SETTINGS_REVISION
}
