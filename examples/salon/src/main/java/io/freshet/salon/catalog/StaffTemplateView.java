package io.freshet.salon.catalog;

/** A staff template as the API shows it. */
public record StaffTemplateView(long id, long staffId, long priceMinor, int durationMinutes, long version) {}
