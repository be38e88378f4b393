package io.freshet.salon.day.load;

import io.freshet.salon.day.http.Answer;
import io.freshet.salon.day.http.CannedServer;
import io.freshet.salon.day.http.Connection;
import io.freshet.salon.day.http.Request;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class PricesTests {
    private static final String SERVICE = "{\"id\":17,\"categoryId\":3,\"name\":\"Fade\",\"priceMinor\":2900,"
            + "\"addons\":[{\"id\":18,\"priceMinor\":500}],\"staffTemplates\":[{\"id\":19,\"staffId\":4,\"priceMinor\":3100}]}";

    @Test
    void servicesOfCategories_areFoundAndNothingElse() throws IOException {
        assertThat(prices("[{\"id\":3,\"position\":1,\"services\":[" + SERVICE + "]}]"))
                .containsExactly(Map.entry(17L, 2900L));
    }

    @Test
    void orderOfTheFields_doesNotMatter() throws IOException {
        assertThat(prices("[{\"addons\":[{\"priceMinor\":1,\"id\":2}],\"priceMinor\":10,\"id\":9,\"categoryId\":3}]"))
                .containsExactly(Map.entry(9L, 10L));
    }

    private static Map<Long, Long> prices(String json) throws IOException {
        Map<Long, Long> prices = new TreeMap<>();
        Answer answer = new Answer();
        try (CannedServer server = new CannedServer(CannedServer.ok(json));
                Connection connection = new Connection(server.address(), Duration.ofSeconds(5))) {
            connection.exchange(Request.get("/").bytes(), answer);
        }
        new Prices().visit(answer, prices::put);
        return prices;
    }
}
