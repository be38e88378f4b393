package io.freshet.redis.codec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Classes as backends write them, whose state does not show by getters and setters alone. */
final class Beans {

    private Beans() {}

    /** Two things are equal if they are of one class and all they hold is. */
    abstract static class Thing {

        abstract Object state();

        @Override
        public boolean equals(@Nullable Object other) {
            return other != null
                    && other.getClass() == getClass()
                    && ((Thing) other).state().equals(state());
        }

        @Override
        public int hashCode() {
            return state().hashCode();
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + state();
        }
    }

    /** The second letter of a name is large, so that a getter is called {@code geteMail}. */
    static class Person extends Thing {

        private String eMail = "";
        private boolean isOpen;
        private String URL = "";

        Person() {}

        Person(String eMail, boolean isOpen, String url) {
            this.eMail = eMail;
            this.isOpen = isOpen;
            this.URL = url;
        }

        public String geteMail() {
            return eMail;
        }

        public void seteMail(String eMail) {
            this.eMail = eMail;
        }

        public boolean isOpen() {
            return isOpen;
        }

        public void setOpen(boolean open) {
            isOpen = open;
        }

        public String getURL() {
            return URL;
        }

        @Override
        Object state() {
            return List.of(eMail, isOpen, URL);
        }
    }

    /** Accessors without a prefix, and a constructor for JPA. */
    static class Fluent extends Thing {

        private @Nullable String name;
        private int count;

        protected Fluent() {}

        Fluent(String name, int count) {
            this.name = name;
            this.count = count;
        }

        String name() {
            return Objects.requireNonNull(name);
        }

        @Override
        Object state() {
            return List.of(String.valueOf(name), count);
        }
    }

    /** A field that nobody can ask for, one that is final, one that only a setter changes, and a getter that has no field. */
    static class Account extends Thing {

        private @Nullable Long id;
        private @Nullable String hash;
        private final List<String> roles = new ArrayList<>();
        private transient int reads;

        public Account() {}

        Account(long id, String hash, List<String> roles) {
            this.id = id;
            this.hash = hash;
            this.roles.addAll(roles);
        }

        public @Nullable Long getId() {
            return id;
        }

        public void setHash(String password) {
            this.hash = "hash of " + password;
        }

        public boolean isAllowed() {
            reads++;
            return roles.contains("owner");
        }

        @Override
        Object state() {
            return List.of(String.valueOf(id), String.valueOf(hash), roles);
        }
    }

    /** Of another class, with fields of its own. */
    static final class Premium extends Account {

        private int level;

        public Premium() {}

        Premium(long id, String hash, int level) {
            super(id, hash, List.of());
            this.level = level;
        }

        @Override
        Object state() {
            return List.of(super.state(), level);
        }
    }

    /** Made by a method, under other names. */
    static final class Point extends Thing {

        @JsonProperty("x")
        private final int left;

        @JsonProperty("y")
        private final int top;

        private Point(int left, int top) {
            this.left = left;
            this.top = top;
        }

        @JsonCreator
        static Point of(@JsonProperty("x") int left, @JsonProperty("y") int top) {
            return new Point(left, top);
        }

        @Override
        Object state() {
            return List.of(left, top);
        }
    }

    /** What is annotated is written, and named, by its getter. */
    static final class Renamed extends Thing {

        private int count;

        Renamed() {}

        Renamed(int count) {
            this.count = count;
        }

        @JsonProperty("number")
        public int getCount() {
            return count;
        }

        @JsonProperty("number")
        public void setCount(int count) {
            this.count = count;
        }

        @Override
        Object state() {
            return count;
        }
    }
}
