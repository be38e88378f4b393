package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The API describes itself so well that a valid body of each mutation can be made from the description alone. */
@SalonTest
class ApiDescriptionITests {

    private static final Pattern ID = Pattern.compile("version|.*(?:Id|Ids)");

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void everyFieldOfABody_hasAnExample() {
        var api = ApiDescription.of(anonymous);
        var bare = new ArrayList<String>();
        for (var operation : api.operations()) {
            operation
                    .body()
                    .filter(body -> !body.contentType().equals("text/csv"))
                    .ifPresent(body -> collectBare(api, body.schema(), operation.toString(), bare));
        }
        assertThat(bare).isEmpty();
    }

    @Test
    void everyOperation_saysHowItFails_andWhatItAnswers() {
        assertThat(ApiDescription.of(anonymous).operations())
                .hasSizeGreaterThan(70)
                .allSatisfy(operation -> {
                    var answers = operation.description().required("responses");
                    assertThat(answers.required("4XX").required("$ref").asString())
                            .isEqualTo("#/components/responses/Problem");
                    assertThat(answers.properties())
                            .anySatisfy(answer -> assertThat(answer.getKey()).startsWith("2"));
                });
    }

    @Test
    void noTwoOperations_haveTheSameName() {
        assertThat(ApiDescription.of(anonymous).operations())
                .extracting(operation ->
                        operation.description().required("operationId").asString())
                .doesNotHaveDuplicates();
    }

    private static void collectBare(ApiDescription api, JsonNode schema, String where, List<String> bare) {
        var resolved = api.resolve(schema);
        if (resolved.has("items") && !resolved.has("example")) {
            collectBare(api, resolved.required("items"), where + "[]", bare);
        } else if (resolved.has("properties")) {
            resolved.required("properties").properties().stream()
                    .filter(field -> !ID.matcher(field.getKey()).matches())
                    .forEach(field -> collectBare(api, field.getValue(), where + "." + field.getKey(), bare));
        } else if (!resolved.has("example") && !resolved.has("enum")) {
            bare.add(where);
        }
    }
}
