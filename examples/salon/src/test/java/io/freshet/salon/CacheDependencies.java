package io.freshet.salon;

import io.freshet.salon.RowChanges.Change;
import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static java.util.Map.entry;

/**
 * What each cache of the salon is computed from, as the salon is described, and not as its code declares it: which rows, and where not every column is
 * read, which columns. What is not here must evict nothing.
 */
final class CacheDependencies {

    /**
     * Rows of a table.
     *
     * @param columns those that are read; all if none is named
     * @param rows the columns by which rows are chosen, and the segments of the key that choose
     * @param where the columns and values that rows must have to be read
     */
    record Source(String table, Set<String> columns, Map<String, String> rows, Map<String, String> where) {

        private Source where(String column, String value) {
            return new Source(table, columns, rows, Map.of(column, value));
        }

        private Source by(Map<String, String> columnsAndSegments) {
            return new Source(table, columns, columnsAndSegments, where);
        }

        /** Whether an entry with this key may have become another by the change. */
        boolean isTouchedBy(Change change, Map<String, String> key) {
            return change.table().equals(table)
                    && (!change.isUpdate() || columns.isEmpty() || readColumns().anyMatch(change::isChanged))
                    && change.sides().anyMatch(row -> isRead(row, key));
        }

        private Stream<String> readColumns() {
            return Stream.of(columns, rows.keySet(), where.keySet()).flatMap(Set::stream);
        }

        private boolean isRead(JsonNode row, Map<String, String> key) {
            return rows.entrySet().stream()
                            .allMatch(column -> text(row, column.getKey()).equals(key.get(column.getValue())))
                    && where.entrySet().stream()
                            .allMatch(column -> text(row, column.getKey()).equals(column.getValue()));
        }

        private static String text(JsonNode row, String column) {
            return row.required(column).asString();
        }
    }

    private static final Map<String, String> BARBER = Map.of("staff_id", "barberId");
    private static final Map<String, String> DAY = Map.of("staff_id", "barberId", "business_date", "date");

    private static final Source ACCEPTED =
            table("quote", "client_id", "total_minor").where("status", "ACCEPTED");
    private static final Source SLOTS = table("appointment", "business_minute", "duration_minutes", "status")
            .by(DAY);

    private static final Map<String, List<Source>> OF = Map.ofEntries(
            entry("settings:singleton", tables("settings")),
            entry("catalog:categories:active={active}", tables("category", "service", "addon", "staff_template")),
            entry("catalog:services:{categoryId}", tables("service", "addon", "staff_template")),
            entry(
                    "dashboard:metrics:{date}",
                    List.of(
                            table("bill"),
                            table("payment"),
                            table("appointment", "business_date", "status"),
                            table("walk_in", "business_date", "status"),
                            table("expense"),
                            table("cash_drawer"))),
            entry("dashboard:comparison:{date}", tables("bill", "payment")),
            entry("dashboard:hourly:{date}", tables("bill", "payment")),
            entry("dashboard:trends:{days}:{date}", tables("bill", "payment", "expense")),
            entry("dashboard:top_services:{date}:{limit}", tables("bill", "bill_line", "service")),
            entry(
                    "dashboard:staff_performance:{date}",
                    List.of(
                            table("appointment", "business_date", "staff_id", "status"),
                            table("walk_in", "business_date", "staff_id", "status"),
                            table("bill_line"),
                            table("staff"))),
            entry("booking:stats:{from}:{to}", tables("booking")),
            entry("booking:availability:{date}", tables("booking", "settings")),
            entry(
                    "availability:barber:{barberId}:date:{date}",
                    List.of(
                            SLOTS,
                            table("booking", "business_minute", "duration_minutes", "status")
                                    .by(DAY),
                            table("schedule").by(BARBER),
                            table("time_off").by(BARBER))),
            entry("booked_slots:barber:{barberId}:date:{date}", List.of(SLOTS)),
            entry(
                    "schedule:barber:{barberId}:week:{week}",
                    List.of(
                            table("appointment", "business_date", "duration_minutes", "status")
                                    .by(BARBER),
                            table("schedule").by(BARBER),
                            table("time_off").by(BARBER))),
            entry(
                    "appointment_stats:barber:{barberId}",
                    List.of(table("appointment", "status").by(BARBER))),
            entry(
                    "analytics:six_figure:user:{userId}",
                    List.of(
                            table("payment"),
                            table("appointment", "staff_id", "client_id", "status", "business_date"),
                            table("client"),
                            table("staff"))),
            entry("analytics:revenue:user:{userId}:{from}:{to}", tables("payment", "staff")),
            entry(
                    "analytics:dashboard_summary:user:{userId}",
                    List.of(
                            table("payment"),
                            table("appointment", "staff_id", "client_id", "status"),
                            table("client"),
                            table("staff"))),
            entry(
                    "user:{userId}:profile",
                    List.of(table("app_user", "email", "name", "role", "version")
                            .by(Map.of("id", "userId")))),
            entry("clients:list:{page}:{size}:{filterHash}", tables("client")),
            entry("quotes:list:{filterHash}", tables("quote", "quote_item")),
            entry("quotes:summary", tables("quote", "quote_item")),
            entry("dashboard:kpis", List.of(ACCEPTED, table("client", "id"), table("expense", "amount_minor"))),
            entry(
                    "dashboard:expenses_monthly:{year}",
                    List.of(table("expense", "category", "amount_minor", "business_date"))),
            entry("dashboard:top_clients:{limit}", List.of(ACCEPTED, table("client", "id", "name"))),
            entry("inventory:skus:{categoryId}", tables("sku", "sku_category", "stock_movement")),
            entry(
                    "inventory:stock:{skuId}",
                    List.of(
                            table("sku", "reorder_level").by(Map.of("id", "skuId")),
                            table("stock_movement", "quantity").by(Map.of("sku_id", "skuId")))),
            entry("staff:list", tables("staff")),
            entry("customers:list:{page}:{filterHash}", tables("customer")),
            entry("attendance:{staffId}:{month}", List.of(table("attendance").by(Map.of("staff_id", "staffId")))));

    private CacheDependencies() {}

    /** The templates of all caches that are known here. */
    static Set<String> templates() {
        return OF.keySet();
    }

    /** Whether the change may have made another entry of the one with this key. */
    static boolean isTouched(String template, Map<String, String> key, Change change) {
        return OF.get(template).stream().anyMatch(source -> source.isTouchedBy(change, key));
    }

    private static Source table(String table, String... columns) {
        return new Source(table, Set.of(columns), Map.of(), Map.of());
    }

    private static List<Source> tables(String... tables) {
        return Arrays.stream(tables).map(CacheDependencies::table).toList();
    }
}
