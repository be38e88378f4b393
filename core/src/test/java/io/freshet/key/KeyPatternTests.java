package io.freshet.key;

import io.freshet.tag.KeyTags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyPatternTests {

    private static final List<KeyTemplate> TEMPLATES = Stream.of(
                    "dashboard:metrics:{date}",
                    "dashboard:top_services:{date}:{limit}",
                    "analytics:revenue:user:{userId}:{from}:{to}",
                    "analytics:six_figure:user:{userId}",
                    "user:{userId}:profile")
            .map(KeyTemplate::parse)
            .toList();

    private static List<String> names(String pattern) {
        return KeyPattern.parse(pattern).match(TEMPLATES).stream()
                .map(match -> match.template().name())
                .toList();
    }

    @Test
    void starAtTheEnd_standsForAllThatFollows_ifAnything() {
        assertThat(names("analytics:*:user:{id}:*"))
                .containsExactly("analytics:revenue:user", "analytics:six_figure:user");
        assertThat(names("dashboard:*")).containsExactly("dashboard:metrics", "dashboard:top_services");
    }

    @Test
    void starWithin_standsForOneSegment() {
        assertThat(names("analytics:revenue:*:{id}:{a}:{b}")).containsExactly("analytics:revenue:user");
        assertThat(names("analytics:*:user:{id}")).containsExactly("analytics:six_figure:user");
        assertThat(names("*:{id}:profile")).containsExactly("user:profile");
    }

    @Test
    void valueInBraces_bindsTheSegmentWhateverItIsCalled() {
        KeyPattern.Match match =
                KeyPattern.parse("analytics:*:user:{id}").match(TEMPLATES).get(0);
        assertThat(match.bound()).containsExactly(Map.entry("userId", "{id}"));
        assertThat(KeyTags.raisedBy(match, "7", Map.of("id", 1)))
                .isEqualTo("segment/analytics:six_figure:user@7/userId=1");
    }

    @Test
    void userOne_isNotUserTen() {
        KeyPattern.Match match =
                KeyPattern.parse("user:{id}:*").match(TEMPLATES).get(0);
        KeyTemplate template = match.template();
        String raised = KeyTags.raisedBy(match, "7", Map.of("id", 1));
        assertThat(KeyTags.carriedBy(template.key("7", 1))).contains(raised);
        assertThat(KeyTags.carriedBy(template.key("7", 10))).doesNotContain(raised);
        assertThat(KeyTags.carriedBy(template.key("8", 1))).doesNotContain(raised);
    }

    @Test
    void aPatternThatMatchesNothing_namesTheNearestTemplate() {
        assertThatThrownBy(() -> names("dashbord:metrics:*"))
                .isInstanceOf(KeyTemplateException.class)
                .hasMessageContaining("matches no cache")
                .hasMessageContaining("'dashboard:metrics:{date}'");
    }

    @Test
    void aStarAsAPartOfASegment_isRefused() {
        assertThatThrownBy(() -> KeyPattern.parse("dash*:metrics")).hasMessageContaining("whole segment");
    }

    @Test
    void aPattern_ofAllTenants_cannotBeNarrowedByValues() {
        KeyPattern.Match match =
                KeyPattern.parse("user:{id}:*").match(TEMPLATES).get(0);
        CacheKey shared = match.template().key("", 1);
        assertThat(KeyTags.carriedBy(shared)).contains(KeyTags.raisedBy(match, "", Map.of("id", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VALUE", "john@x.com", "with blanks", "50%", "50%41"})
    void whatAPatternRaises_everyMatchingKeyCarries(String value) {
        for (KeyTemplate template : TEMPLATES) {
            CacheKey key = template.key(
                    "7", template.valueNames().stream().map(name -> value).toArray());
            String text = key.text();
            String named = text.replace(CacheKey.escaped(value), "{x}");
            String literal =
                    value.equals("50%41") ? text : named.replace("{x}", value); // 50%41 is how 50A could be shown
            for (String pattern : List.of("*", named, text, literal)) {
                KeyPattern.Match match =
                        KeyPattern.parse(pattern).match(List.of(template)).get(0);
                assertThat(KeyTags.carriedBy(key))
                        .as(pattern)
                        .contains(KeyTags.raisedBy(match, "7", Map.of("x", value)));
            }
        }
    }

    @Test
    void aNameWithoutAValue_isRefused() {
        KeyPattern pattern = KeyPattern.parse("user:{id}:profile");
        pattern.requireValues(Map.of("id", 1, "other", 2));
        assertThatThrownBy(() -> pattern.requireValues(Map.of("ID", 1)))
                .isInstanceOf(KeyTemplateException.class)
                .hasMessage("Pattern 'user:{id}:profile' takes a value for {id}, but there are values for [ID] only");
        assertThatThrownBy(() -> pattern.requireValues(Map.of())).hasMessageContaining("but none is given");
    }
}
