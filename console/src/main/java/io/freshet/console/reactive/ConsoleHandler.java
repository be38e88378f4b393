package io.freshet.console.reactive;

import io.freshet.console.view.HeaderView;
import io.freshet.console.web.Desk;
import io.freshet.console.web.News;
import io.freshet.console.web.Reply;
import io.freshet.console.web.Visit;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;

/** The console in a reactive web server. What it asks of the desk may block, so it is asked on threads that may. Thread-safe. */
public final class ConsoleHandler implements WebHandler {

    private static final String SESSION = "/api/session";
    private static final byte[] NOTHING = {};

    private final Desk desk;
    private final String console;
    private final boolean hasSpringSecurity;

    /**
     * Of one console.
     *
     * @param console its path
     * @param hasSpringSecurity whether Spring Security is on the class path
     */
    public ConsoleHandler(Desk desk, String console, boolean hasSpringSecurity) {
        this.desk = desk;
        this.console = console;
        this.hasSpringSecurity = hasSpringSecurity;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        Desk.headers().forEach(exchange.getResponse().getHeaders()::set);
        return Mono.zip(visit(exchange), body(exchange.getRequest()))
                .flatMap(asked -> Mono.fromCallable(() -> desk.answer(asked.getT1(), most -> asked.getT2()))
                        .subscribeOn(Schedulers.boundedElastic()))
                .flatMap(reply -> send(reply, exchange.getResponse()));
    }

    private Mono<Visit> visit(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        String path = StringUtils.uriDecode(
                request.getPath().pathWithinApplication().value().substring(console.length()), StandardCharsets.UTF_8);
        Mono<HeaderView> token = hasSpringSecurity && path.equals(SESSION) ? SecurityToken.of(exchange) : Mono.empty();
        return Mono.zip(
                optional(exchange.<Principal>getPrincipal()),
                optional(token),
                (principal, header) -> new ReactiveVisit(request, taken(exchange), path, principal, header));
    }

    private static ServerHttpRequest taken(ServerWebExchange exchange) {
        ServerWebExchange taken = exchange;
        while (taken instanceof ServerWebExchangeDecorator decorated) {
            taken = decorated.getDelegate();
        }
        return taken.getRequest();
    }

    private static <T> Mono<Optional<T>> optional(Mono<T> mono) {
        return mono.map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    /** Nothing if there is too much of it: then it cannot be read. */
    private static Mono<byte[]> body(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), Desk.LONGEST_BODY_BYTES)
                .map(ConsoleHandler::bytes)
                .onErrorResume(DataBufferLimitException.class, tooMuch -> Mono.empty())
                .defaultIfEmpty(NOTHING);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static Mono<Void> send(Reply reply, ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        if (reply instanceof Reply.Live live) {
            headers.set(HttpHeaders.CONTENT_TYPE, MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
            headers.set("X-Accel-Buffering", "no");
            return told(live.news(), response);
        }
        if (reply instanceof Reply.Elsewhere elsewhere) {
            response.setStatusCode(HttpStatus.FOUND);
            headers.set(HttpHeaders.LOCATION, elsewhere.location());
            return response.setComplete();
        }
        Reply.Written written = (Reply.Written) reply;
        response.setStatusCode(HttpStatusCode.valueOf(written.status()));
        headers.set(HttpHeaders.CONTENT_TYPE, written.type());
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        headers.setContentLength(written.bytes().length);
        if (written.gzipped()) {
            headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (written.isLasting()) {
            headers.set(HttpHeaders.CACHE_CONTROL, Desk.LASTING);
        }
        if (written.cookie() != null) {
            headers.add(HttpHeaders.SET_COOKIE, written.cookie());
        }
        return response.writeWith(Mono.just(response.bufferFactory().wrap(written.bytes())));
    }

    /**
     * Begins when somebody waits for it, and only then, since a reader may have gone before; and ends when nobody does any more: a server that finds nobody to
     * write to leaves what it should have written alone, without an end.
     */
    private static Mono<Void> told(News news, ServerHttpResponse response) {
        return Mono.using(
                () -> news,
                begun -> begun.begin()
                        ? response.writeAndFlushWith(steps(begun, response).map(Mono::just))
                        : response.setComplete(),
                News::close);
    }

    /** A reader that is slow misses steps, and is told of what they had in the next. */
    private static Flux<DataBuffer> steps(News news, ServerHttpResponse response) {
        return Flux.interval(Duration.ZERO, News.STEP, Schedulers.boundedElastic())
                .takeWhile(step -> step == 0 || !news.isOver())
                .onBackpressureDrop()
                .map(step -> news.next())
                .filter(events -> events.length > 0)
                .map(events -> response.bufferFactory().wrap(events));
    }
}
