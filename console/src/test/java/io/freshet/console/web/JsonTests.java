package io.freshet.console.web;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON where it stands in a page. */
class JsonTests {

    /** Whoever chooses a name, as of a user or of the application, might choose one that goes on as a script. */
    @Test
    void whatStandsInAPage_endsNothing_andIsTheSame() {
        Named named = new Named("</script><script>alert('&')</script><!--");
        String text = Json.inHtml(named);
        assertThat(text).doesNotContain("<", ">", "&");
        assertThat(Json.read(text.getBytes(StandardCharsets.UTF_8), Named.class))
                .isEqualTo(named);
    }

    private record Named(String user) {}
}
