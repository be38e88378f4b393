package io.freshet.audit.scan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A jar or war. Nothing in it is written anywhere by its own name, and what it unpacks to is counted: an archive that climbs out of its folder,
 * names an entry twice or swells is refused. Not thread-safe.
 */
final class Archive implements AutoCloseable {

    private final String place;
    private final ZipFile zip;
    private final Limits limits;
    private final LongConsumer unpacked;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    /**
     * Opens it.
     *
     * @throws UnreadableException if it is no archive, or one that is refused
     */
    Archive(String place, Path file, Limits limits, LongConsumer unpacked) {
        this.place = place;
        this.limits = limits;
        this.unpacked = unpacked;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new UnreadableException(place, "is no archive that can be read: " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableException(place, "cannot be read: " + e.getMessage(), e);
        }
        try {
            list();
        } catch (UnreadableException e) {
            close();
            throw e;
        }
    }

    private void list() {
        if (zip.size() > limits.entries()) {
            throw new UnreadableException(place, "has " + zip.size() + " entries, more than " + limits.entries(), null);
        }
        zip.stream().forEach(entry -> {
            String name = entry.getName();
            if (name.startsWith("/")
                    || name.contains("\\")
                    || List.of(name.split("/", -1)).contains("..")) {
                throw new UnreadableException(
                        place, "is refused: its entry " + name + " climbs out of the archive", null);
            }
            if (!entry.isDirectory() && entries.put(name, entry) != null) {
                throw new UnreadableException(place, "is refused: it has two entries of the name " + name, null);
            }
        });
    }

    /** Where an entry lies, for people. */
    String place(String name) {
        return place + "!" + name;
    }

    Set<String> names() {
        return new TreeSet<>(entries.keySet());
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    byte[] bytes(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(name, bytes, limits.classBytes());
        return bytes.toByteArray();
    }

    /** Unpacks a nested archive to a file. */
    void unpack(String name, Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            copy(name, out, limits.entryBytes());
        } catch (IOException e) {
            throw new UnreadableException(place + "!" + name, "cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private void copy(String name, OutputStream out, long most) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new UnreadableException(place, "has no entry " + name, null);
        }
        byte[] buffer = new byte[1 << 14];
        long total = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                unpacked.accept(read);
                if (total > most) {
                    throw new UnreadableException(
                            place, "is refused: its entry " + name + " unpacks to more than " + most + " bytes", null);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableException(place + "!" + name, "is damaged or cut short; build it again", e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
