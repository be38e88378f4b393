package io.freshet.console.web;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The file that describes the API says what the records say. To write it anew, set {@code -Dconsole.describe=true}. */
class DescriptionTests {

    private static final Path FILE = Path.of("src/main/resources/io/freshet/console/web/openapi.json");
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Test
    void theFile_saysWhatTheRecordsSay() throws IOException {
        String said = MAPPER.writeValueAsString(new Description().all()) + "\n";
        if (Boolean.getBoolean("console.describe")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, said);
        }
        assertThat(MAPPER.readTree(Files.readString(FILE))).isEqualTo(MAPPER.readTree(said));
    }

    @Test
    void everyPathThatIsAnswered_isDescribed() {
        assertThat(Description.PATHS.keySet()).contains("/session").containsAll(Api.paths());
        assertThat(Api.paths()).hasSize(Description.PATHS.size() - 1);
        assertThat(Description.DEEDS.keySet()).isEqualTo(Api.deeds());
    }
}
