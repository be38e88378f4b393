package io.freshet.spring;

import io.freshet.capture.check.DatabaseTopic;
import io.freshet.check.Topic;
import io.freshet.redis.check.RedisTopic;
import io.freshet.spring.doctor.InstanceTopic;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentedFindingsTests {

    private static final List<Topic> TOPICS = Stream.<Topic[]>of(
                    InstanceTopic.values(), RedisTopic.values(), DatabaseTopic.values())
            .flatMap(Stream::of)
            .toList();

    @Test
    void theGuide_hasASectionForEachFinding_andForNoOther_whichSaysWhyItMatters() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/guides/doctor.md"));
        List<String> sections = lines.stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring("### ".length()))
                .toList();
        assertThat(sections)
                .containsExactlyElementsOf(TOPICS.stream().map(Topic::id).toList());
        for (Topic topic : TOPICS) {
            assertThat(lines.get(lines.indexOf("### " + topic.id()) + 2))
                    .as(topic.id())
                    .isEqualTo(topic.matter());
        }
    }

    @Test
    void ids_areUnique() {
        assertThat(TOPICS).extracting(Topic::id).doesNotHaveDuplicates();
    }
}
