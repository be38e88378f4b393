package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Judgement;
import io.freshet.salon.day.check.Register;
import io.freshet.salon.day.http.Answer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.Map;

/**
 * Finds the prices of services in answers of the catalog, which also have prices of addons and of staff. A service is the object that names its
 * category. It reads tokens, whose order may be any, and builds no tree. Not thread-safe.
 */
final class Prices {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int DEEPEST = 32;

    private final long[] ids = new long[DEEPEST];
    private final long[] prices = new long[DEEPEST];
    private final boolean[] isService = new boolean[DEEPEST];

    /** Is told each service and its price. */
    interface Visitor {
        void service(long id, long price);
    }

    /** Judges each price for which there is a register. */
    void judge(Answer answer, Map<Long, Register> registers, Judgement judgement) {
        visit(answer, (id, price) -> {
            Register register = registers.get(id);
            if (register != null) {
                judgement.price(id, price, register);
            }
        });
    }

    void visit(Answer answer, Visitor visitor) {
        int depth = -1;
        try (JsonParser parser = JSON.createParser(
                ObjectReadContext.empty(), answer.bytes(), answer.bodyStart(), answer.bodyEnd() - answer.bodyStart())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    isService[++depth] = false;
                } else if (token == JsonToken.END_OBJECT) {
                    if (isService[depth]) {
                        visitor.service(ids[depth], prices[depth]);
                    }
                    depth--;
                } else if (token == JsonToken.VALUE_NUMBER_INT && depth >= 0) {
                    number(depth, parser);
                }
            }
        }
    }

    private void number(int depth, JsonParser parser) {
        String name = String.valueOf(parser.currentName());
        if (name.equals("id")) {
            ids[depth] = parser.getLongValue();
        } else if (name.equals("priceMinor")) {
            prices[depth] = parser.getLongValue();
        } else if (name.equals("categoryId")) {
            isService[depth] = true;
        }
    }
}
