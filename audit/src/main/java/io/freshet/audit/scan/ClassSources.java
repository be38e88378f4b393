package io.freshet.audit.scan;

import io.freshet.audit.model.ClassModel;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Gathers what is to be audited: own classes with their code, configuration files, and libraries, of which a class is only read when it is asked
 * for, and only in outline. Reads folders, jars, Boot jars and wars. Not thread-safe; nested archives are unpacked to a temporary folder that
 * {@link #close()} removes.
 */
public final class ClassSources implements AutoCloseable {

    private static final List<String> OWN = List.of("BOOT-INF/classes/", "WEB-INF/classes/");
    private static final List<String> LIBRARIES = List.of("BOOT-INF/lib/", "WEB-INF/lib/", "WEB-INF/lib-provided/");

    /** No mapper file that anybody wrote is larger. */
    private static final int LARGEST_XML = 8 << 20;

    private final Limits limits;
    private final Set<String> ownPackages;
    private final AtomicLong unpacked = new AtomicLong();
    private final Map<String, byte[]> own = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, Archive> libraries = new HashMap<>();
    private final List<Archive> open = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, byte[]> mappers = new LinkedHashMap<>();
    private @Nullable Path temporary;

    /** Reads nothing yet; libraries that have classes in one of the packages count as own. */
    public ClassSources(Set<String> ownPackages) {
        this(ownPackages, Limits.usual());
    }

    ClassSources(Set<String> ownPackages, Limits limits) {
        this.ownPackages = Set.copyOf(ownPackages);
        this.limits = limits;
    }

    /**
     * Adds a folder of classes or an archive.
     *
     * @throws UnreadableException if it cannot be read
     */
    public void add(Path path) {
        if (Files.isDirectory(path)) {
            addFolder(path);
        } else if (Files.isRegularFile(path)) {
            addArchive(open(path.toString(), path));
        } else {
            throw new UnreadableException(path.toString(), "does not exist", null);
        }
    }

    /** Adds an archive, or a folder of archives, whose classes are only looked at in outline. */
    public void addLibrary(Path path) {
        if (Files.isDirectory(path)) {
            files(path).filter(file -> file.toString().endsWith(".jar")).forEach(this::addLibrary);
        } else {
            index(open(path.toString(), path));
        }
    }

    private void addFolder(Path folder) {
        files(folder).forEach(file -> {
            String name = folder.relativize(file).toString().replace('\\', '/');
            try {
                if ((isClass(name) || isSetting(name)) && Files.size(file) > limits.classBytes()) {
                    throw new UnreadableException(
                            file.toString(), "is refused: it has more than " + limits.classBytes() + " bytes", null);
                } else if (isClass(name)) {
                    addOwn(file.toString(), Files.readAllBytes(file));
                } else if (isSetting(name)) {
                    settings.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                } else if (isXml(name) && Files.size(file) <= LARGEST_XML) {
                    addXml(file.toString(), Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new UnreadableException(file.toString(), "cannot be read: " + e.getMessage(), e);
            }
        });
    }

    /** The folder itself may be a link, as build tools make them. */
    private static Stream<Path> files(Path folder) {
        try {
            Path real = folder.toRealPath();
            try (Stream<Path> walk = Files.walk(real)) {
                return walk
                        .filter(Files::isRegularFile)
                        .map(file -> folder.resolve(real.relativize(file)))
                        .sorted()
                        .toList()
                        .stream();
            }
        } catch (IOException | UncheckedIOException e) {
            String why = e instanceof UncheckedIOException ? String.valueOf(e.getMessage()) : e.toString();
            throw new UnreadableException(folder.toString(), "cannot be listed: " + why, e);
        }
    }

    private Archive open(String place, Path file) {
        if (open.size() >= limits.archives()) {
            throw new UnreadableException(
                    place, "is refused: there are more than " + limits.archives() + " archives in all", null);
        }
        Archive archive = new Archive(place, file, limits, read -> {
            if (unpacked.addAndGet(read) > limits.totalBytes()) {
                throw new UnreadableException(
                        place, "is refused: all in all more than " + limits.totalBytes() + " bytes are unpacked", null);
            }
        });
        open.add(archive);
        return archive;
    }

    private void addArchive(Archive archive) {
        Optional<String> root = OWN.stream()
                .filter(prefix -> archive.names().stream().anyMatch(name -> name.startsWith(prefix)))
                .findFirst();
        addOwn(archive, root.orElse(""));
        for (String name : archive.names()) {
            if (name.endsWith(".jar") && LIBRARIES.stream().anyMatch(name::startsWith)) {
                addNested(archive, name);
            }
        }
    }

    private void addOwn(Archive archive, String root) {
        for (String name : archive.names()) {
            String inside = name.startsWith(root) ? name.substring(root.length()) : "";
            if (isClass(inside)) {
                addOwn(archive.place(name), archive.bytes(name));
            } else if (isSetting(inside)) {
                settings.put(archive.place(name), new String(archive.bytes(name), StandardCharsets.ISO_8859_1));
            } else if (isXml(inside)) {
                addXml(archive.place(name), archive.bytes(name));
            }
        }
    }

    private void addNested(Archive archive, String name) {
        Path file = temporaryFolder().resolve(open.size() + ".jar");
        archive.unpack(name, file);
        Archive nested = open(archive.place(name), file);
        boolean isOwn = nested.names().stream()
                .anyMatch(entry -> isClass(entry) && ownPackages.stream().anyMatch(entry::startsWith));
        if (isOwn) {
            addOwn(nested, "");
        } else {
            index(nested);
        }
    }

    private void index(Archive library) {
        for (String name : library.names()) {
            if (isClass(name)) {
                libraries.putIfAbsent(name.substring(0, name.length() - ".class".length()), library);
            }
        }
    }

    private void addOwn(String place, byte[] bytes) {
        String name = ClassFiles.name(place, bytes);
        if (own.putIfAbsent(name, bytes) == null) {
            places.put(name, place);
        }
    }

    private void addXml(String place, byte[] bytes) {
        boolean isMapper =
                bytes.length <= LARGEST_XML && new String(bytes, StandardCharsets.ISO_8859_1).contains("<mapper");
        if (isMapper) {
            mappers.put(place, bytes);
        }
    }

    private static boolean isXml(String name) {
        return name.endsWith(".xml") && !name.startsWith("META-INF/");
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class")
                && !name.startsWith("META-INF/")
                && !name.endsWith("module-info.class")
                && !name.startsWith("org/springframework/boot/loader/");
    }

    private static boolean isSetting(String name) {
        return !name.contains("/")
                && (name.startsWith("application") || name.startsWith("bootstrap"))
                && (name.endsWith(".properties") || name.endsWith(".yml") || name.endsWith(".yaml"));
    }

    private Path temporaryFolder() {
        try {
            temporary = temporary == null ? Files.createTempDirectory("freshet-audit") : temporary;
            return temporary;
        } catch (IOException e) {
            throw new UnreadableException("the temporary folder", "cannot be made: " + e.getMessage(), e);
        }
    }

    /** The names of all own classes. */
    public Set<String> own() {
        return own.keySet();
    }

    /** The bytes of an own class. */
    public byte[] bytes(String name) {
        byte[] bytes = own.get(name);
        if (bytes == null) {
            throw new IllegalArgumentException(name + " is no own class");
        }
        return bytes;
    }

    /** Where an own class was found. */
    public String place(String name) {
        return places.getOrDefault(name, name);
    }

    /** A class of a library in outline; none if no library has it or it cannot be read. */
    Optional<ClassModel> library(String name) {
        Archive archive = libraries.get(name);
        if (archive == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClassFiles.readOutline(name, archive.bytes(name + ".class")));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    /** The texts of the application's configuration files, by where they were found. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** The mapper files of MyBatis, by where they were found. */
    Map<String, byte[]> mappers() {
        return Collections.unmodifiableMap(mappers);
    }

    @Override
    public void close() {
        open.forEach(Archive::close);
        if (temporary != null) {
            try (Stream<Path> files = Files.walk(temporary)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                // What is left over lies in the temporary folder.
            }
        }
    }
}
