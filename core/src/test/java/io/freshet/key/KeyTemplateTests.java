package io.freshet.key;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyTemplateTests {

    @Test
    void name_isTheLiteralSegmentsJoined() {
        assertThat(KeyTemplate.parse("dashboard:metrics:{date}").name()).isEqualTo("dashboard:metrics");
        assertThat(KeyTemplate.parse("availability:barber:{barberId}:date:{date}")
                        .name())
                .isEqualTo("availability:barber:date");
        assertThat(KeyTemplate.parse("user:{userId}:profile").name()).isEqualTo("user:profile");
        assertThat(KeyTemplate.parse("catalog:categories:active={active}").name())
                .isEqualTo("catalog:categories:active");
        assertThat(KeyTemplate.parse("settings:singleton").name()).isEqualTo("settings:singleton");
    }

    @Test
    void key_putsValuesInTheirPlaces() {
        KeyTemplate template = KeyTemplate.parse("catalog:categories:active={active}:{date}");
        CacheKey key = template.key("7", true, LocalDate.of(2026, 11, 21));
        assertThat(key.text()).isEqualTo("catalog:categories:active=true:2026-11-21");
        assertThat(key.qualifiedText()).isEqualTo("7:catalog:categories:active=true:2026-11-21");
    }

    @Test
    void key_withValuesThatContainSeparators_forgesNoOtherKey() {
        KeyTemplate template = KeyTemplate.parse("user:{a}:{b}");
        assertThat(template.key("7", "1:x", "y").text())
                .isNotEqualTo(template.key("7", "1", "x:y").text());
        assertThat(template.key("7", "1%3Ax", "y").text())
                .isNotEqualTo(template.key("7", "1:x", "y").text());
        assertThat(template.key("7:user", "a", "b").qualifiedText())
                .isNotEqualTo(template.key("7", "user:a", "b").qualifiedText());
    }

    @Test
    void key_withoutAValue_isThatOfNoText() {
        KeyTemplate template = KeyTemplate.parse("items:{category}");
        String none = template.key("7", (Object) null).text();
        assertThat(List.of("", "null", "%null", "NULL"))
                .extracting(text -> template.key("7", text).text())
                .doesNotContain(none)
                .doesNotHaveDuplicates();
    }

    @Test
    void keys_areEqual_ifTenantTemplateAndValuesAre() {
        KeyTemplate template = KeyTemplate.parse("user:{id}");
        assertThat(template.key("7", 1)).isEqualTo(template.key("7", 1)).hasSameHashCodeAs(template.key("7", 1));
        assertThat(template.key("7", 1)).isNotEqualTo(template.key("8", 1));
        assertThat(template.key("7", 1)).isNotEqualTo(template.key("7", 2));
        assertThat(template.key("7", 1))
                .isNotEqualTo(KeyTemplate.parse("client:{id}").key("7", 1));
    }

    @Test
    void prefixes_areLiteralBeginningsShorterThanTheName() {
        assertThat(KeyTemplate.parse("a:b:c:{d}").prefixes()).containsExactly("a", "a:b");
        assertThat(KeyTemplate.parse("a:{b}").prefixes()).isEmpty();
        assertThat(KeyTemplate.parse("a:{b}:c").prefixes()).containsExactly("a");
    }

    @Test
    void parse_ofWhatIsNoTemplate_saysWhatIsWrong() {
        assertThatThrownBy(() -> KeyTemplate.parse("a::b")).hasMessageContaining("'a::b'");
        assertThatThrownBy(() -> KeyTemplate.parse("{id}")).hasMessageContaining("begin with a literal segment");
        assertThatThrownBy(() -> KeyTemplate.parse("a:{id}:{id}")).hasMessageContaining("{id} twice");
        assertThatThrownBy(() -> KeyTemplate.parse("a:{id}x")).hasMessageContaining("'{id}x'");
        assertThatThrownBy(() -> KeyTemplate.parse("a:*")).hasMessageContaining("'*'");
    }

    @Test
    void key_withAnotherNumberOfValues_isRefused() {
        assertThatThrownBy(() -> KeyTemplate.parse("a:{b}").key("", List.of().toArray()))
                .isInstanceOf(KeyTemplateException.class)
                .hasMessageContaining("takes 1 values [b] and was given 0");
    }
}
