package io.freshet.redis.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Values of every kind that backends cache, each with its declared type. */
final class Values {

    record Money(BigDecimal amount, String currency) {}

    record Line(String text, int count, Money price, Optional<String> note) {}

    record Bill(long id, List<Line> lines, Map<String, Money> totals, Optional<Bill> corrects) {}

    record Box<T>(T content, List<T> more) {}

    enum Colour {
        RED,
        GREEN {
            @Override
            boolean isLoud() {
                return false;
            }
        };

        boolean isLoud() {
            return true;
        }
    }

    enum Sign {
        PLUS {
            @Override
            int of(int number) {
                return number;
            }
        },
        MINUS {
            @Override
            int of(int number) {
                return -number;
            }
        };

        abstract int of(int number);
    }

    sealed interface Payment permits Cash, Card, Later {}

    record Cash(int coins) implements Payment {}

    record Card(String number, LocalDate until) implements Payment {}

    sealed interface Later extends Payment permits Invoice, Voucher {}

    record Invoice(Instant due) implements Later {}

    record Voucher(UUID code, Payment rest) implements Later {}

    record Sale(Payment payment, List<Payment> refunds, Map<Colour, Payment> byColour, Optional<Payment> tip) {}

    record Times(
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Duration duration,
            Period period,
            YearMonth month,
            Year year) {}

    record Numbers(
            byte b, short s, int i, long l, float f, double d, char c, boolean z, BigInteger big, BigDecimal dec) {}

    record Arrays(byte[] bytes, int[] ints, String[] texts) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Arrays that
                    && java.util.Arrays.equals(bytes, that.bytes)
                    && java.util.Arrays.equals(ints, that.ints)
                    && java.util.Arrays.equals(texts, that.texts);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(bytes);
        }
    }

    /** As Lombok makes them: a class that is not public, with a constructor that is. */
    static final class Tariff {

        private long cents;

        @SuppressWarnings("unused") // by codecs
        public Tariff() {}

        Tariff(long cents) {
            this.cents = cents;
        }

        public long getCents() {
            return cents;
        }

        public void setCents(long cents) {
            this.cents = cents;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Tariff that && that.cents == cents;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(cents);
        }
    }

    record Case(String name, Type type, Object value) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Values() {}

    static Stream<Case> all() {
        Money money = new Money(new BigDecimal("12.50"), "EUR");
        Bill first = new Bill(
                1L << 60,
                List.of(new Line("cut, ü", 1, money, Optional.empty()), new Line("", -1, money, Optional.of(""))),
                Map.of("sum", money),
                Optional.empty());
        Bill second = new Bill(2, List.of(), Map.of(), Optional.of(first));
        Payment voucher = new Voucher(new UUID(1, 2), new Card("4711", LocalDate.of(2027, 1, 31)));
        Map<Colour, Payment> byColour = new EnumMap<>(Map.of(Colour.GREEN, new Cash(3)));
        Sale sale = new Sale(
                voucher, List.of(new Cash(1), voucher), new LinkedHashMap<>(byColour), Optional.of(new Cash(2)));
        return Stream.of(
                new Case("record", Bill.class, second),
                new Case("list of records", type(new TypeReference<List<Bill>>() {}), List.of(first, second)),
                new Case("set", type(new TypeReference<Set<Integer>>() {}), Set.of(1, 2, 3)),
                new Case(
                        "map with keys that are no texts",
                        type(new TypeReference<Map<LocalDate, List<Money>>>() {}),
                        Map.of(LocalDate.of(2026, 11, 28), List.of(money))),
                new Case(
                        "map of maps",
                        type(new TypeReference<Map<UUID, Map<Colour, Long>>>() {}),
                        Map.of(new UUID(3, 4), Map.of(Colour.RED, 5L))),
                new Case(
                        "generic record, nested",
                        type(new TypeReference<Box<Box<Money>>>() {}),
                        new Box<>(new Box<>(money, List.of(money)), List.of())),
                new Case("optional", type(new TypeReference<Optional<Bill>>() {}), Optional.of(first)),
                new Case("empty optional", type(new TypeReference<Optional<Bill>>() {}), Optional.empty()),
                new Case("optional int", OptionalInt.class, OptionalInt.of(5)),
                new Case("enum with a body", Colour.class, Colour.GREEN),
                new Case("enum whose constants all have bodies", Sign.class, Sign.MINUS),
                new Case(
                        "enums whose constants all have bodies",
                        type(new TypeReference<Map<Sign, List<Sign>>>() {}),
                        Map.of(Sign.PLUS, List.of(Sign.MINUS))),
                new Case(
                        "hour that comes twice",
                        type(new TypeReference<List<ZonedDateTime>>() {}),
                        List.of(twice(ZoneOffset.ofHours(1)), twice(ZoneOffset.ofHours(2)))),
                new Case("sealed interface", Payment.class, voucher),
                new Case("sealed interface within another", Later.class, new Invoice(Instant.ofEpochSecond(1, 5))),
                new Case("list of a sealed interface", type(new TypeReference<List<Payment>>() {}), sale.refunds()),
                new Case("record with a sealed interface everywhere", Sale.class, sale),
                new Case("class of a sealed interface by itself", Cash.class, new Cash(7)),
                new Case("times", Times.class, times()),
                new Case("numbers", Numbers.class, numbers()),
                new Case("getters with odd names", Beans.Person.class, new Beans.Person("a@b", true, "u")),
                new Case("accessors without prefix", Beans.Fluent.class, new Beans.Fluent("a", 3)),
                new Case(
                        "fields that nobody can ask for",
                        Beans.Account.class,
                        new Beans.Account(1, "h", List.of("owner", "clerk"))),
                new Case("fields of an ancestor", Beans.Premium.class, new Beans.Premium(1, "h", 7)),
                new Case("made by a method", Beans.Point.class, Beans.Point.of(1, 2)),
                new Case("named by a getter", Beans.Renamed.class, new Beans.Renamed(5)),
                new Case("class that is not public", Tariff.class, new Tariff(99)),
                new Case("long", Long.class, Long.MIN_VALUE),
                new Case("double", Double.class, Double.NaN),
                new Case("text", String.class, "\u0000 \ud83d\ude00 \""),
                new Case("uuid", UUID.class, new UUID(-1, 1)),
                new Case("arrays", Arrays.class, new Arrays(new byte[] {0, -1, 127}, new int[] {1, -2}, new String[] {
                    "a", ""
                })));
    }

    private static Times times() {
        LocalDateTime local = LocalDateTime.of(2026, 11, 28, 23, 59, 59, 123_456_789);
        return new Times(
                local.toInstant(ZoneOffset.UTC),
                local.toLocalDate(),
                local.toLocalTime(),
                local,
                local.atOffset(ZoneOffset.ofHoursMinutes(5, 30)),
                local.atZone(ZoneId.of("Europe/Berlin")),
                Duration.ofNanos(1_000_000_001),
                Period.of(1, 2, 3),
                YearMonth.of(2026, 2),
                Year.of(1999));
    }

    private static ZonedDateTime twice(ZoneOffset offset) {
        return ZonedDateTime.ofLocal(LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"), offset);
    }

    private static Numbers numbers() {
        return new Numbers(
                Byte.MIN_VALUE,
                Short.MAX_VALUE,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                1.1f,
                -0.0,
                'ß',
                true,
                BigInteger.TWO.pow(100),
                new BigDecimal("1000.00"));
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }
}
