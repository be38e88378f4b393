package io.freshet.audit.cache;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class KeyShapeTests {

    private static final KeyShape ID = new KeyShape.Hole(KeyShape.Kind.SCALAR, "#id");
    private static final KeyShape TEXT = new KeyShape.Hole(KeyShape.Kind.TEXT, "#code");
    private static final KeyShape OBJECT = new KeyShape.Hole(KeyShape.Kind.COMPOSITE, "#user");
    private static final KeyShape LIST = new KeyShape.Hole(KeyShape.Kind.SEVERAL, "#list");
    private static final KeyShape UNKNOWN = new KeyShape.Hole(KeyShape.Kind.UNKNOWN, "#any");

    private static KeyShape literal(String text) {
        return new KeyShape.Literal(text);
    }

    private static KeyShape joined(KeyShape... parts) {
        return new KeyShape.Joined(List.of(parts));
    }

    private static KeyShape tuple(KeyShape... parts) {
        return new KeyShape.Tuple(List.of(parts));
    }

    private static void meet(KeyShape one, KeyShape other) {
        assertThat(one.canMeet(other)).isTrue();
        assertThat(other.canMeet(one)).isTrue();
    }

    private static void neverMeet(KeyShape one, KeyShape other) {
        assertThat(one.canMeet(other)).isFalse();
        assertThat(other.canMeet(one)).isFalse();
    }

    @Test
    void textsThatBeginOrEndDifferently_neverMeet() {
        neverMeet(joined(TEXT, literal("CD")), joined(TEXT, literal("cv")));
        neverMeet(joined(literal("user:"), ID), joined(literal("users:"), ID));
        meet(joined(literal("user:"), ID), joined(literal("user:"), TEXT));
        meet(joined(literal("a"), joined(literal("b"), ID)), joined(literal("ab"), TEXT));
    }

    @Test
    void tuples_meetPartByPart() {
        neverMeet(tuple(ID, TEXT), tuple(ID, TEXT, TEXT));
        neverMeet(tuple(ID), ID);
        neverMeet(tuple(ID, literal("a")), tuple(ID, literal("b")));
        meet(tuple(ID, TEXT), tuple(ID, TEXT));
        meet(tuple(ID, TEXT), LIST);
        neverMeet(tuple(ID, TEXT), OBJECT);
    }

    @Test
    void anObject_isNotItsId() {
        neverMeet(OBJECT, ID);
        meet(ID, TEXT);
        meet(UNKNOWN, OBJECT);
    }

    @Test
    void oneConstant_isNotEveryKey() {
        neverMeet(literal("ALL"), TEXT);
        meet(literal("ALL"), literal("ALL"));
    }

    @Test
    void allEntries_meetEach_andNoKeyOnlyItself() {
        meet(new KeyShape.Everything(), new KeyShape.Empty());
        meet(new KeyShape.Any(), tuple(ID));
        neverMeet(new KeyShape.Empty(), ID);
        meet(new KeyShape.Empty(), new KeyShape.Empty());
    }
}
