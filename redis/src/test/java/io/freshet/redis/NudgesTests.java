package io.freshet.redis;

import io.freshet.redis.Nudges.Message;
import io.freshet.remote.Sequencer.Nudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NudgesTests {

    @Test
    void message_isNumberAndTags_andWhoseWriterItWas() {
        Message message = Nudges.parse(
                        "6442450945 1795248001100000 2 00000000000000ff,ffffffffffffffff 1795248000000 salon 1")
                .orElseThrow();
        Nudge nudge = message.nudge();

        assertThat(nudge.seq()).isEqualTo(6442450945L);
        assertThat(nudge.tags()).containsExactly(255, -1);
        assertThat(nudge.committedMicros()).isEqualTo(1795248001100000L);
        assertThat(nudge.others()).isEqualTo(2);
        assertThat(nudge.writer()).isEqualTo("salon 1");
        assertThat(message.begun()).isEqualTo("1795248000000");
    }

    @Test
    void message_ofABumpWithoutTags_isANumberAlone() {
        assertThat(Nudges.parse("5 -1 -1   ").orElseThrow().nudge().tags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "5 ",
                "5 00000000000000ff",
                "5 -1 00000000000000ff",
                "x -1 0 00000000000000ff 7 ",
                "5 x 0 00000000000000ff 7 ",
                "5 -1 x 00000000000000ff 7 ",
                "5 -1 0 ff 7 ",
                "5 -1 0 00000000000000ff, 7 ",
                "5 -1 0 zz000000000000ff 7 ",
                "5 -1 0 00000000000000ff",
                "5 -1 0 00000000000000ff salon-1"
            })
    void message_ofSomebodyElse_isPassedOver(String message) {
        assertThat(Nudges.parse(message)).isEmpty();
    }

    @Test
    void listenerThatFails_doesNotKeepOthersFromHearing() {
        List<Long> heard = new ArrayList<>();
        Nudges nudges = new Nudges();
        nudges.add(nudge -> {
            throw new IllegalStateException("on purpose");
        });
        nudges.add(nudge -> heard.add(nudge.seq()));

        nudges.hear("5 -1 0 00000000000000ff 7 ");

        assertThat(heard).containsExactly(5L);
    }

    @Test
    void bumpOfAnotherSequence_onTheSameChannel_isPassedOver() {
        List<Long> heard = new ArrayList<>();
        Nudges nudges = new Nudges();
        nudges.add(nudge -> heard.add(nudge.seq()));
        nudges.follow("7");

        nudges.hear("5 -1 0 00000000000000ff 8 a");
        nudges.hear("6 -1 0 00000000000000ff 7 a");

        assertThat(heard).containsExactly(6L);
    }
}
