package io.freshet.console.web;

import io.freshet.console.view.SessionView;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the pages, as the build has put them beside this class: not where applications serve whatever lies there. Thread-safe. */
final class Pages {

    private static final Pattern ASSET = Pattern.compile("/assets/([A-Za-z0-9_-]+\\.(js|css|svg|woff2))");
    private static final Pattern BASE = Pattern.compile("<base href=\"[^\"]*\"\\s*/?>");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    /** Where the page holds who looks. It is no script that would run, so the Content-Security-Policy lets it be. */
    private static final String SESSION = "<script type=\"application/json\" id=\"session\">";

    private static final int MOST_INDICES = 200;

    private final ConcurrentMap<String, Page> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<Index, byte[]> indices = new ConcurrentHashMap<>();

    /**
     * A file.
     *
     * @param type its media type
     * @param content what is in it
     */
    record Page(String type, Packed content) {}

    /** Whether a path names an asset. Any other is that of the page, whose scripts show what belongs there. */
    boolean isAsset(String path) {
        return path.startsWith("/assets/");
    }

    /** A script or a style; empty if there is no such thing. */
    Optional<Page> asset(String path) {
        Page there = known.get(path);
        if (there != null) {
            return Optional.of(there);
        }
        Matcher asset = ASSET.matcher(path);
        return asset.matches()
                ? Optional.ofNullable(known.computeIfAbsent(path, any -> asset(asset.group(1), asset.group(2))))
                : Optional.empty();
    }

    private static @Nullable Page asset(String name, String extension) {
        byte[] bytes = read("pages/assets/" + name);
        return bytes == null ? null : page(TYPES.getOrDefault(extension, "application/octet-stream"), bytes);
    }

    /**
     * The page. Addresses in it are relative to the console, wherever it is mounted, and whatever a proxy puts before that. The bytes are not to be written.
     *
     * @param session who looks
     */
    byte[] index(String path, SessionView session) {
        String up = "../".repeat((int) path.chars().filter(c -> c == '/').count() - 1);
        if (indices.size() > MOST_INDICES) {
            indices.clear();
        }
        return indices.computeIfAbsent(new Index(up.isEmpty() ? "./" : up, session), Pages::index);
    }

    private static byte[] index(Index wanted) {
        String base = "<base href=\"" + wanted.up + "\">";
        byte[] bytes = read("pages/index.html");
        String text = bytes == null
                ? "<!doctype html><title>Freshet</title>" + base
                        + "<p>The console was built without its pages; its API is under api/openapi.json"
                : BASE.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceFirst(base);
        return text.replace(SESSION, SESSION + Json.inHtml(wanted.session)).getBytes(StandardCharsets.UTF_8);
    }

    /** What pages differ in. */
    private record Index(String up, SessionView session) {}

    /** The description of the API. */
    Page description() {
        return known.computeIfAbsent("openapi", any -> {
            byte[] bytes = read("openapi.json");
            if (bytes == null) {
                throw new IllegalStateException("The module freshet-console is incomplete: openapi.json is missing");
            }
            return page("application/json", bytes);
        });
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Page page(String type, byte[] bytes) {
        return new Page(type, Packed.ofFile(bytes));
    }
}
