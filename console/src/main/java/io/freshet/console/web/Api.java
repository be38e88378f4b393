package io.freshet.console.web;

import io.freshet.console.access.Caller;
import io.freshet.console.access.MistakenException;
import io.freshet.console.service.Console;
import io.freshet.console.view.ActionRequest;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the API answers, by path below {@code api}. The file openapi.json describes it; a test holds the two together. */
final class Api {

    private static final Map<String, Deed> DEEDS = Map.of(
            "/actions/preview", Console::preview,
            "/actions", Console::act);

    private static final Map<String, Answer> ANSWERS = Map.ofEntries(
            Map.entry("/actions", (console, caller, asked) -> console.actions(caller)),
            Map.entry("/overview", (console, caller, asked) -> console.overview(caller)),
            Map.entry("/nodes", (console, caller, asked) -> console.nodes(caller)),
            Map.entry("/cache", (console, caller, asked) -> console.cache(caller, asked.text("name"))),
            Map.entry("/audit", (console, caller, asked) -> console.audit(caller)),
            Map.entry("/graph", (console, caller, asked) -> console.graph(caller)),
            Map.entry("/consistency", (console, caller, asked) -> console.consistency(caller)),
            Map.entry("/hotkeys", (console, caller, asked) -> console.hotKeys(caller, asked.parameter("instance"))),
            Map.entry(
                    "/entries",
                    (console, caller, asked) -> console.entries(caller, asked.text("cache"), asked.parameter("text"))),
            Map.entry(
                    "/entry",
                    (console, caller, asked) ->
                            console.entry(caller, asked.text("cache"), asked.parameter("tenant"), asked.segments())),
            Map.entry(
                    "/invalidations",
                    (console, caller, asked) -> asked.parameter("instance").isEmpty()
                            ? console.invalidations(caller, asked.number("after", 0))
                            : console.invalidationsOf(caller, asked.parameter("instance"))));

    private Api() {}

    /** All paths. */
    static Set<String> paths() {
        return ANSWERS.keySet();
    }

    /** What is answered at a path; empty if nothing is. */
    static Optional<Answer> at(String path) {
        return Optional.ofNullable(ANSWERS.get(path));
    }

    /** What is done at a path to which something is posted; empty if nothing is. */
    static Optional<Deed> deedAt(String path) {
        return Optional.ofNullable(DEEDS.get(path));
    }

    /** All paths to which something is posted. */
    static Set<String> deeds() {
        return DEEDS.keySet();
    }

    /** What is done at a path. */
    interface Deed {

        /** The answer, to be written as JSON. */
        Object of(Console console, Caller caller, ActionRequest request);
    }

    /** What is answered at a path. */
    interface Answer {

        /** The answer, to be written as JSON. */
        Object of(Console console, Caller caller, Asked asked);
    }

    /** What was asked for. */
    interface Asked {

        /** A parameter of the address; empty if it is not there. */
        String parameter(String name);

        /** The values of a key, by their names: the parameters whose names begin with {@code key.}. */
        Map<String, String> segments();

        /**
         * A parameter that must be there.
         *
         * @throws MistakenException if it is not
         */
        default String text(String name) {
            String text = parameter(name);
            if (text.isBlank()) {
                throw new MistakenException("The parameter '" + name + "' is missing");
            }
            return text;
        }

        /**
         * A parameter that is a number.
         *
         * @throws MistakenException if it is something else
         */
        default long number(String name, long otherwise) {
            String text = parameter(name);
            try {
                return text.isBlank() ? otherwise : Long.parseLong(text.strip());
            } catch (NumberFormatException e) {
                throw new MistakenException("The parameter '" + name + "' is '" + text + "', but must be a number");
            }
        }
    }
}
