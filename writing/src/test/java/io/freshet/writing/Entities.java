package io.freshet.writing;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.annotations.SQLInsert;
import org.hibernate.annotations.SQLUpdate;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A salon, small, with one entity for each way in which Hibernate maps them. */
final class Entities {

    private Entities() {}

    /** Has a version, children, values, a join table, and children by a join table. */
    @Entity(name = "Client")
    @Table(name = "client")
    static class Client {
        @Id
        int id;

        String name = "";

        @Version
        int version;

        @OneToMany(mappedBy = "client", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Visit> visits = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "client_phone")
        @Column(name = "phone")
        Set<String> phones = new LinkedHashSet<>();

        @ManyToMany
        @JoinTable(name = "client_interest")
        Set<Interest> interests = new LinkedHashSet<>();

        @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
        @JoinTable(name = "client_gift")
        List<Gift> gifts = new ArrayList<>();

        protected Client() {}

        Client(int id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    /** A child. */
    @Entity(name = "Visit")
    @Table(name = "visit")
    static class Visit {
        @Id
        int id;

        int price;

        @ManyToOne
        @Nullable
        Client client;

        protected Visit() {}

        Visit(int id, @Nullable Client client, int price) {
            this.id = id;
            this.client = client;
            this.price = price;
        }
    }

    /** The far end of a join table. */
    @Entity(name = "Interest")
    @Table(name = "interest")
    static class Interest {
        @Id
        int id;

        String name = "";
    }

    /** The child of a join table. */
    @Entity(name = "Gift")
    @Table(name = "gift")
    static class Gift {
        @Id
        int id;

        String name = "";

        protected Gift() {}

        Gift(int id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    /** A table for each class, joined. */
    @Entity(name = "Payment")
    @Table(name = "payment")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Payment {
        @Id
        int id;

        int amount;
    }

    /** Joined to its superclass. */
    @Entity(name = "CardPayment")
    @Table(name = "card_payment")
    static class CardPayment extends Payment {
        String brand = "";

        protected CardPayment() {}

        CardPayment(int id, int amount, String brand) {
            this.id = id;
            this.amount = amount;
            this.brand = brand;
        }
    }

    /** One table for all classes. */
    @Entity(name = "Notice")
    @Table(name = "notice")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    static class Notice {
        @Id
        int id;

        String text = "";
    }

    /** In the table of its superclass. */
    @Entity(name = "SmsNotice")
    static class SmsNotice extends Notice {
        @Nullable
        String number;

        protected SmsNotice() {}

        SmsNotice(int id, String text, String number) {
            this.id = id;
            this.text = text;
            this.number = number;
        }
    }

    /** A whole table for each class. */
    @Entity(name = "Good")
    @Table(name = "good")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Good {
        @Id
        int id;

        String name = "";
    }

    /** In a table of its own. */
    @Entity(name = "Treatment")
    @Table(name = "treatment")
    static class Treatment extends Good {
        int minutes;

        protected Treatment() {}

        Treatment(int id, String name, int minutes) {
            this.id = id;
            this.name = name;
            this.minutes = minutes;
        }
    }

    /** Two columns that identify. */
    @Embeddable
    static class StockId {
        int shop;
        int item;

        protected StockId() {}

        StockId(int shop, int item) {
            this.shop = shop;
            this.item = item;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof StockId id && id.shop == shop && id.item == item;
        }

        @Override
        public int hashCode() {
            return Objects.hash(shop, item);
        }
    }

    /** Identified by an embedded id. */
    @Entity(name = "Stock")
    @Table(name = "stock")
    static class Stock {
        @EmbeddedId
        StockId id = new StockId();

        int pieces;

        protected Stock() {}

        Stock(int shop, int item, int pieces) {
            this.id = new StockId(shop, item);
            this.pieces = pieces;
        }
    }

    /** Deleted by a column that Hibernate knows. */
    @Entity(name = "Coupon")
    @Table(name = "coupon")
    @SoftDelete
    static class Coupon {
        @Id
        int id;

        String name = "";
    }

    /** Deleted, inserted and updated by the application's own statements. */
    @Entity(name = "Voucher")
    @Table(name = "voucher")
    @SQLInsert(sql = "insert into voucher (gone, name, id) values (?, upper(?), ?)")
    @SQLUpdate(sql = "update voucher set gone = ?, name = upper(?) where id = ?")
    @SQLDelete(sql = "update voucher set gone = 1 where id = ?")
    static class Voucher {
        @Id
        int id;

        String name = "";
        int gone;

        protected Voucher() {}

        Voucher(int id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    /** In two tables. */
    @Entity(name = "Profile")
    @Table(name = "profile")
    @SecondaryTable(name = "profile_note")
    static class Profile {
        @Id
        int id;

        String name = "";

        @Column(table = "profile_note")
        @Nullable
        String note;

        protected Profile() {}

        Profile(int id, String name, @Nullable String note) {
            this.id = id;
            this.name = name;
            this.note = note;
        }
    }

    /** What keys in the database lead to. */
    @Entity(name = "Room")
    @Table(name = "room")
    static class Room {
        @Id
        int id;

        @Column(unique = true)
        String code = "";
    }

    /** Goes with its room. */
    @Entity(name = "Booking")
    @Table(name = "booking")
    static class Booking {
        @Id
        int id;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.CASCADE)
        @Nullable
        Room room;
    }

    /** Goes with its booking. */
    @Entity(name = "BookingLine")
    @Table(name = "booking_line")
    static class BookingLine {
        @Id
        int id;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.CASCADE)
        @Nullable
        Booking booking;
    }

    /** Stays without its room. */
    @Entity(name = "Locker")
    @Table(name = "locker")
    static class Locker {
        @Id
        int id;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.SET_NULL)
        @Nullable
        Room room;
    }

    /** Follows the code of its room. */
    @Entity(name = "Badge")
    @Table(name = "badge")
    static class Badge {
        @Id
        int id;

        @ManyToOne
        @JoinColumn(
                name = "room_code",
                referencedColumnName = "code",
                foreignKey =
                        @ForeignKey(
                                name = "badge_room",
                                foreignKeyDefinition =
                                        "foreign key (room_code) references room (code) on update cascade on delete cascade"))
        @Nullable
        Room room;
    }

    /** What a trigger of the application listens to. */
    @Entity(name = "Till")
    @Table(name = "till")
    static class Till {
        @Id
        int id;

        int amount;
    }

    /** What that trigger writes. */
    @Entity(name = "Ledger")
    @Table(name = "ledger")
    static class Ledger {
        @Id
        int id;

        int amount;
    }

    /** What nobody writes. */
    @Entity(name = "Holiday")
    @Table(name = "holiday")
    static class Holiday {
        @Id
        int id;

        String name = "";
    }
}
