package io.freshet.console.web;

import io.freshet.console.access.Caller;
import io.freshet.console.access.ConsoleException;
import io.freshet.console.access.MistakenException;
import io.freshet.console.access.RefusedException;
import io.freshet.console.access.UnknownException;
import io.freshet.console.service.Console;
import io.freshet.console.view.ActionRequest;
import io.freshet.console.view.ErrorView;
import io.freshet.console.web.Admission.Admitted;
import io.freshet.console.web.Admission.Denied;
import io.freshet.console.web.Pages.Page;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers everything below the console's path, whatever server takes the requests. Nothing is answered to whoever the gate does not let in; nothing is
 * kept by browsers or proxies but scripts and styles, by browsers, whose names change with what is in them; and nothing may be shown inside of another
 * page. Thread-safe. Blocks, as for an entry that lies in the shared tier.
 */
public final class Desk {

    /** How many bytes of what is sent are read. */
    public static final int LONGEST_BODY_BYTES = 16_384;

    private static final String API = "/api/";
    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int WRONG = 400;
    private static final int REFUSED = 403;
    private static final int NOTHING_THERE = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int TOO_MANY = 503;

    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                            + " connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

    private final Console console;
    private final Gate gate;
    private final ForgeryGuard forgeries = new ForgeryGuard();
    private final Pages pages = new Pages();
    private final Newsroom newsroom;

    /** Of one console. */
    public Desk(Console console, Gate gate) {
        this.console = console;
        this.gate = gate;
        this.newsroom = new Newsroom(console);
    }

    /** Ends what is streamed, within half a second: a server that stops would wait for it. Idempotent. */
    public void endStreams() {
        newsroom.close();
    }

    /** What was sent with a request. */
    public interface Body {

        /** All of it, or so many bytes; blocks. */
        byte[] read(int most) throws IOException;
    }

    /** How long a browser keeps what changes its name when it changes. */
    public static final String LASTING = "private, max-age=31536000, immutable";

    /** The headers that every answer has; {@code Cache-Control} is another where something may be kept. */
    public static Map<String, String> headers() {
        return HEADERS;
    }

    /**
     * Answers a request.
     *
     * @throws IOException if what was sent cannot be read
     */
    public Reply answer(Visit visit, Body body) throws IOException {
        String path = visit.path();
        if (path.isEmpty()) {
            String whole = visit.address();
            return new Reply.Elsewhere(whole.substring(whole.lastIndexOf('/') + 1) + "/");
        }
        Admission admission = gate.admit(visit);
        if (admission instanceof Admitted admitted) {
            return admitted(path, admitted.caller(), visit, body);
        }
        Denied denied = (Denied) admission;
        return path.startsWith(API)
                ? error(denied.status(), denied.why())
                : new Reply.Written(
                        denied.status(),
                        "text/plain;charset=UTF-8",
                        (denied.why() + ".\n").getBytes(StandardCharsets.UTF_8),
                        false,
                        null,
                        false);
    }

    private Reply admitted(String path, Caller caller, Visit visit, Body body) throws IOException {
        Optional<String> objection = forgeries.objection(visit);
        if (objection.isPresent()) {
            return error(REFUSED, "The request was refused, since " + objection.get());
        } else if (path.startsWith(API)) {
            return api(path.substring(API.length() - 1), caller, visit, body);
        } else if (!isGet(visit)) {
            return error(NOT_ALLOWED, "A page can only be got");
        }
        return pages.isAsset(path)
                ? pages.asset(path)
                        .map(asset -> asset(asset, visit))
                        .orElseGet(() -> error(NOTHING_THERE, "There is nothing at " + path))
                : index(path, caller);
    }

    private static boolean isGet(Visit visit) {
        return visit.method().equals("GET") || visit.method().equals("HEAD");
    }

    private Reply api(String path, Caller caller, Visit visit, Body body) throws IOException {
        try {
            if (!isGet(visit)) {
                return post(path, caller, visit, body);
            }
            return switch (path) {
                case "/stream" ->
                    visit.method().equals("GET")
                            ? stream(caller, visit)
                            : error(NOT_ALLOWED, "What happens can only be got");
                case "/session" -> session(caller, visit);
                case "/openapi.json" -> written(pages.description().content(), visit, null);
                case "/overview" -> written(newsroom.overview(caller, AskedByVisit.rows(visit)), visit, null);
                default -> written(Packed.of(Json.of(answer(path, caller, visit))), visit, null);
            };
        } catch (ConsoleException e) {
            return error(statusOf(e), String.valueOf(e.getMessage()));
        }
    }

    private Reply post(String path, Caller caller, Visit visit, Body body) throws IOException {
        Optional<Api.Deed> deed = visit.method().equals("POST") ? Api.deedAt(path) : Optional.empty();
        if (deed.isEmpty()) {
            return error(NOT_ALLOWED, "There is nothing to be changed at " + path);
        }
        ActionRequest wanted = Json.read(body.read(LONGEST_BODY_BYTES), ActionRequest.class);
        return written(Packed.of(Json.of(deed.get().of(console, caller, wanted))), visit, null);
    }

    private Reply session(Caller caller, Visit visit) {
        ForgeryGuard.Demand demand = forgeries.demand(visit);
        return written(Packed.of(Json.of(console.session(caller, demand.headers()))), visit, demand.cookie());
    }

    private Reply stream(Caller caller, Visit visit) {
        String last = visit.header("Last-Event-ID");
        Set<String> topics = Set.copyOf(List.of(visit.parameter("topics").split(",", -1)));
        return newsroom.open(caller, topics, last == null ? visit.parameter("after") : last, AskedByVisit.rows(visit))
                .<Reply>map(Reply.Live::new)
                .orElseGet(() -> error(
                        TOO_MANY, "No more than " + Newsroom.MOST + " streams are open at once; ask again later"));
    }

    private Object answer(String path, Caller caller, Visit visit) {
        return Api.at(path)
                .orElseThrow(() -> new UnknownException(
                        "There is nothing at api" + path + "; api/openapi.json says what there is"))
                .of(console, caller, new AskedByVisit(visit));
    }

    private static int statusOf(ConsoleException e) {
        if (e instanceof RefusedException) {
            return REFUSED;
        }
        return e instanceof MistakenException ? WRONG : NOTHING_THERE;
    }

    private static Reply error(int status, String why) {
        return new Reply.Written(status, JSON, Json.of(new ErrorView(why)), false, null, false);
    }

    /** With who looks in it, so that nobody has to ask for that. */
    private Reply index(String path, Caller caller) {
        byte[] bytes = pages.index(path, console.session(caller, List.of()));
        return new Reply.Written(OK, "text/html;charset=UTF-8", bytes, false, null, false);
    }

    private static Reply asset(Page asset, Visit visit) {
        return written(asset.type(), asset.content(), visit, null, true);
    }

    private static Reply written(Packed json, Visit visit, @Nullable String cookie) {
        return written(JSON, json, visit, cookie, false);
    }

    private static Reply written(String type, Packed content, Visit visit, @Nullable String cookie, boolean isLasting) {
        String accepted = visit.header("Accept-Encoding");
        boolean isGzipped = content.isWorthIt() && accepted != null && accepted.contains("gzip");
        return new Reply.Written(
                OK, type, isGzipped ? content.gzipped() : content.plain(), isGzipped, cookie, isLasting);
    }
}
