package io.freshet.freshness;

import org.junit.jupiter.api.Test;

import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;

class SessionTokenTests {

    @Test
    void text_comesBackAsItWas() {
        for (boolean settled : new boolean[] {true, false}) {
            SessionToken token = new SessionToken(new long[] {1L << 40, -1, 7}, settled);
            SessionToken read = SessionToken.parse(token.text()).orElseThrow();
            assertThat(read.seqs()).containsExactly(token.seqs());
            assertThat(read.isSettled()).isEqualTo(settled);
        }
    }

    @Test
    void text_standsInAHeaderOrACookie() {
        assertThat(new SessionToken(new long[16], true).text()).matches("[A-Za-z0-9_-]{20,200}");
    }

    @Test
    void whatIsNoToken_isNone() {
        for (String text : new String[] {"", "!", "AQ", "AQAAAA", "*".repeat(30)}) {
            assertThat(SessionToken.parse(text)).as(text).isEmpty();
        }
        byte[] odd = new byte[10];
        assertThat(SessionToken.parse(Base64.getUrlEncoder().encodeToString(odd)))
                .isEmpty();
    }
}
