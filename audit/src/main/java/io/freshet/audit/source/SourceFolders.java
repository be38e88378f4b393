package io.freshet.audit.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Folders of sources. Class files name their sources by package and file; reports show where these stand, and their lines. A name that leads out
 * of the folders is not followed. Not thread-safe: files that were read are remembered. Blocks on the disk.
 */
public final class SourceFolders {

    private static final List<String> LANGUAGES = List.of("java", "kotlin", "groovy");
    private static final long LONGEST = 4L << 20;

    private final List<Path> folders;
    private final Path base;
    private final Map<String, Optional<Path>> files = new HashMap<>();
    private final Map<Path, List<String>> texts = new HashMap<>();

    private SourceFolders(List<Path> folders, Path base) {
        this.folders = List.copyOf(folders);
        this.base = base;
    }

    /** No sources are known. */
    public static SourceFolders none() {
        return of(List.of());
    }

    /** These folders, the first first; what lies below the current folder is named as seen from there. */
    public static SourceFolders of(List<Path> folders) {
        return new SourceFolders(folders, Path.of("").toAbsolutePath());
    }

    /** The same folders, with files named as seen from another folder. */
    public SourceFolders seenFrom(Path other) {
        return new SourceFolders(folders, other.toAbsolutePath());
    }

    /** The folders where Maven and Gradle keep the sources of folders of classes, or of archives that they built. */
    public static SourceFolders beside(List<Path> built) {
        Set<Path> found = new LinkedHashSet<>();
        for (Path path : built) {
            for (Path at = path.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
                Path name = at.getFileName();
                if (name != null && Set.of("target", "build").contains(name.toString())) {
                    Path main = at.resolveSibling("src").resolve("main");
                    LANGUAGES.stream()
                            .map(main::resolve)
                            .filter(Files::isDirectory)
                            .forEach(found::add);
                    break;
                }
            }
        }
        return of(List.copyOf(found));
    }

    /** Where a source stands, as seen from the base folder and with slashes; as it was named if it is not found. */
    public String path(String file) {
        return find(file)
                .map(found -> found.startsWith(base) ? base.relativize(found) : found)
                .map(found -> found.toString().replace('\\', '/'))
                .orElse(file);
    }

    /** The lines around one of a source, as many on each side as told; none if they are not known. */
    public List<Line> around(String file, int line, int side) {
        List<String> text = find(file).map(this::text).orElse(List.of());
        if (line < 1 || line > text.size()) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        for (int at = Math.max(1, line - side); at <= Math.min(text.size(), line + side); at++) {
            lines.add(new Line(at, text.get(at - 1)));
        }
        return List.copyOf(lines);
    }

    private List<String> text(Path file) {
        return texts.computeIfAbsent(file, key -> {
            try (Stream<String> lines = Files.lines(key, StandardCharsets.ISO_8859_1)) {
                // Read byte by byte and decoded with repairs: a source in another encoding is no reason to fail.
                return Files.size(key) > LONGEST
                        ? List.of()
                        : lines.map(each ->
                                        new String(each.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                                .toList();
            } catch (IOException e) {
                return List.of();
            }
        });
    }

    private Optional<Path> find(String file) {
        return files.computeIfAbsent(
                file,
                name -> folders.stream()
                        .flatMap(folder -> inside(folder, name).stream())
                        .findFirst());
    }

    private static Optional<Path> inside(Path folder, String file) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path found = root.resolve(file).normalize();
            boolean isInside = found.startsWith(root)
                    && Files.isRegularFile(found)
                    && found.toRealPath().startsWith(root.toRealPath());
            return isInside ? Optional.of(found) : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.empty();
        }
    }

    /**
     * A line of a source.
     *
     * @param number counted from 1
     * @param text what stands there
     */
    public record Line(int number, String text) {}
}
