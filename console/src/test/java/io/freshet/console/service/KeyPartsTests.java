package io.freshet.console.service;

import io.freshet.console.view.SegmentView;
import io.freshet.key.KeyTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class KeyPartsTests {

    private static final KeyTemplate TEMPLATE = KeyTemplate.parse("catalog:categories:active={active}:{day}");

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "a:b%{}", "ü+ x"})
    void aKeysText_isReadAsWhatItWasMadeOf(String tenant) {
        KeyParts parts =
                KeyParts.of(TEMPLATE, TEMPLATE.key(tenant, true, "a:b %+*").toString());
        assertThat(parts)
                .isEqualTo(new KeyParts(
                        tenant, List.of(new SegmentView("active", "true"), new SegmentView("day", "a:b %+*"))));
    }

    @Test
    void aKeyOfAnotherTemplate_isNotRead() {
        assertThat(KeyParts.of(TEMPLATE, "catalog:categories")).isNull();
        assertThat(KeyParts.of(TEMPLATE, "catalog:services:active=true:1")).isNull();
        assertThat(KeyParts.of(TEMPLATE, "1:2:catalog:categories:active=true:1"))
                .isNull();
        assertThat(KeyParts.of(TEMPLATE, "catalog:categories:passive=true:1")).isNull();
    }
}
