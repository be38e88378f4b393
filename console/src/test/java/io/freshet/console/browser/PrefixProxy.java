package io.freshet.console.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before an application as the edge of a company does: it takes a prefix off the path, and tells nobody. */
final class PrefixProxy implements AutoCloseable {

    private static final int CHUNK = 8_192;
    private static final String LAST = "Last-Event-ID";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile String target;
    private final String prefix;

    private PrefixProxy(HttpServer server, String target, String prefix) {
        this.server = server;
        this.target = target;
        this.prefix = prefix;
    }

    static PrefixProxy before(String target, String prefix) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PrefixProxy proxy = new PrefixProxy(server, target, prefix);
            server.createContext(prefix, proxy::pass);
            server.setExecutor(proxy.threads);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort() + prefix;
    }

    /** To another application from now on. */
    void leadTo(String another) {
        target = another;
    }

    private void pass(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString().substring(prefix.length());
        try (exchange) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + path));
            String last = exchange.getRequestHeaders().getFirst(LAST);
            HttpResponse<InputStream> response = client.send(
                    (last == null ? request : request.header(LAST, last)).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            for (String header : List.of("content-type", "cache-control", "content-security-policy")) {
                response.headers()
                        .firstValue(header)
                        .ifPresent(value -> exchange.getResponseHeaders().set(header, value));
            }
            exchange.sendResponseHeaders(response.statusCode(), 0);
            copy(response.body(), exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            out.write(chunk, 0, read);
            out.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
