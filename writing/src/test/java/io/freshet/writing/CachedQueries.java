package io.freshet.writing;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.writing.Entities.Badge;
import io.freshet.writing.Entities.Booking;
import io.freshet.writing.Entities.BookingLine;
import io.freshet.writing.Entities.Client;
import io.freshet.writing.Entities.Coupon;
import io.freshet.writing.Entities.Good;
import io.freshet.writing.Entities.Holiday;
import io.freshet.writing.Entities.Ledger;
import io.freshet.writing.Entities.Locker;
import io.freshet.writing.Entities.Notice;
import io.freshet.writing.Entities.Payment;
import io.freshet.writing.Entities.Profile;
import io.freshet.writing.Entities.Room;
import io.freshet.writing.Entities.Stock;
import io.freshet.writing.Entities.Till;
import io.freshet.writing.Entities.Visit;
import io.freshet.writing.Entities.Voucher;
import jakarta.persistence.EntityManager;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same, cached. */
class CachedQueries extends Queries {

    CachedQueries(EntityManager entities, JdbcTemplate jdbc, JdbcTemplate archive, Libraries libraries) {
        super(entities, jdbc, archive, libraries);
    }

    @Override
    @Cached(cache = "client:{id}", dependsOn = Client.class)
    public String client(int id) {
        return super.client(id);
    }

    @Override
    @Cached(cache = "visits:{client}", dependsOn = Visit.class)
    public String visitsOf(int client) {
        return super.visitsOf(client);
    }

    @Override
    @Cached(
            cache = "turnover",
            dependsOn = {Client.class, Visit.class})
    public String turnover() {
        return super.turnover();
    }

    @Override
    @Cached(cache = "phones:{client}", tables = "client_phone")
    public String phonesOf(int client) {
        return super.phonesOf(client);
    }

    @Override
    @Cached(
            cache = "interests:{client}",
            tables = {"client_interest", "interest"})
    public String interestsOf(int client) {
        return super.interestsOf(client);
    }

    @Override
    @Cached(
            cache = "gifts:{client}",
            tables = {"client_gift", "gift"})
    public String giftsOf(int client) {
        return super.giftsOf(client);
    }

    @Override
    @Cached(cache = "payments", dependsOn = Payment.class)
    public String payments() {
        return super.payments();
    }

    @Override
    @Cached(cache = "notices", dependsOn = Notice.class)
    public String notices() {
        return super.notices();
    }

    @Override
    @Cached(cache = "goods", dependsOn = Good.class)
    public String goods() {
        return super.goods();
    }

    @Override
    @Cached(cache = "stock", dependsOn = Stock.class)
    public String stock() {
        return super.stock();
    }

    @Override
    @Cached(cache = "coupons", dependsOn = Coupon.class)
    public String coupons() {
        return super.coupons();
    }

    @Override
    @Cached(cache = "vouchers", dependsOn = Voucher.class)
    public String vouchers() {
        return super.vouchers();
    }

    @Override
    @Cached(cache = "profiles", dependsOn = Profile.class)
    public String profiles() {
        return super.profiles();
    }

    @Override
    @Cached(cache = "rooms", dependsOn = Room.class)
    public String rooms() {
        return super.rooms();
    }

    @Override
    @Cached(cache = "bookings", dependsOn = Booking.class)
    public String bookings() {
        return super.bookings();
    }

    @Override
    @Cached(cache = "booking-lines", dependsOn = BookingLine.class)
    public String bookingLines() {
        return super.bookingLines();
    }

    @Override
    @Cached(cache = "lockers", dependsOn = Locker.class)
    public String lockers() {
        return super.lockers();
    }

    @Override
    @Cached(cache = "badges", dependsOn = Badge.class)
    public String badges() {
        return super.badges();
    }

    @Override
    @Cached(cache = "tills", dependsOn = Till.class)
    public String tills() {
        return super.tills();
    }

    @Override
    @Cached(cache = "ledger", dependsOn = Ledger.class)
    public String ledger() {
        return super.ledger();
    }

    @Override
    @Cached(cache = "holidays", dependsOn = Holiday.class)
    public String holidays() {
        return super.holidays();
    }

    @Override
    @Cached(cache = "archive", tables = "archive_line")
    public String archive() {
        return super.archive();
    }

    @Override
    @Cached(cache = "visit-row:{id}")
    @DependsOn(entity = Visit.class, by = "id")
    public String visit(int id) {
        return super.visit(id);
    }

    @Override
    @Cached(cache = "visit-prices:{client}")
    @DependsOn(
            table = "visit",
            by = "client_id=client",
            columns = {"id", "price"})
    public String pricesOf(int client) {
        return super.pricesOf(client);
    }

    @Override
    @Cached(cache = "stock-row:{shop}:{item}")
    @DependsOn(
            table = "stock",
            by = {"shop", "item"})
    public String pieces(int shop, int item) {
        return super.pieces(shop, item);
    }

    @Override
    @Cached(cache = "room-row:{code}")
    @DependsOn(entity = Room.class, by = "code")
    public String room(String code) {
        return super.room(code);
    }

    @Override
    @Cached(cache = "bookings-of:{room}")
    @DependsOn(table = "booking", by = "room_id=room")
    public String bookingsOf(int room) {
        return super.bookingsOf(room);
    }

    @Override
    @Cached(cache = "jooq-visits")
    public String visitsByJooq() {
        return super.visitsByJooq();
    }

    @Override
    @Cached(cache = "mybatis-visits")
    public String visitsByMyBatis() {
        return super.visitsByMyBatis();
    }
}
