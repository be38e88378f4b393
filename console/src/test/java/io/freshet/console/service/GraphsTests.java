package io.freshet.console.service;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GraphsTests {

    @Test
    void whatCaptureSaysOfATable_isSaidOfNoOther() {
        String said = "Writes are not noticed on [bill, public.visit]: a trigger of service is disabled. Enable it";
        assertThat(Graphs.isAbout("bill", said)).isTrue();
        assertThat(Graphs.isAbout("public.visit", said)).isTrue();
        assertThat(Graphs.isAbout("service", said)).isFalse();
        assertThat(Graphs.isAbout("bil", said)).isFalse();
        assertThat(Graphs.isAbout("bill", "The outbox is full")).isFalse();
    }
}
