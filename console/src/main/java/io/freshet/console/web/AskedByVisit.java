package io.freshet.console.web;

import io.freshet.console.service.RowChoice;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request asks for.
 *
 * @param visit the request
 */
record AskedByVisit(Visit visit) implements Api.Asked {

    private static final String SEGMENT = "key.";

    @Override
    public String parameter(String name) {
        return visit.parameter(name);
    }

    /** Which caches of the overview. */
    static RowChoice rows(Visit visit) {
        Api.Asked asked = new AskedByVisit(visit);
        String most = asked.parameter("most");
        String sort = asked.parameter("sort");
        return new RowChoice(
                asked.parameter("filter"),
                most.isBlank() && sort.isBlank() ? RowChoice.ALL.sort() : sort,
                asked.parameter("down").equals("true"),
                (int) Math.min(Integer.MAX_VALUE, asked.number("most", RowChoice.ALL.most())));
    }

    @Override
    public Map<String, String> segments() {
        Map<String, String> segments = new LinkedHashMap<>();
        for (String name : visit.parameterNames()) {
            if (name.startsWith(SEGMENT)) {
                segments.put(name.substring(SEGMENT.length()), parameter(name));
            }
        }
        return segments;
    }
}
