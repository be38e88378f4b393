package io.freshet.audit.scan;

import io.freshet.audit.Compiled;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

class ClassSourcesTests {

    @TempDir
    private Path folder;

    private byte[] a = {};
    private byte[] b = {};

    @BeforeEach
    void compile() throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Compiled.compile(
                classes,
                List.of(),
                "package own; class A extends lib.B { void run() {} }",
                "package lib;\npublic class B {}");
        a = Files.readAllBytes(classes.resolve("own/A.class"));
        b = Files.readAllBytes(classes.resolve("lib/B.class"));
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static Program read(Limits limits, Set<String> own, Path... paths) {
        try (ClassSources sources = new ClassSources(own, limits)) {
            for (Path path : paths) {
                sources.add(path);
            }
            Program program = Program.read(sources);
            program.classes().forEach(type -> program.supertypes(type.name()));
            return program;
        }
    }

    private static Program read(Path... paths) {
        return read(Limits.usual(), Set.of(), paths);
    }

    @Test
    void aFolder_andAJar_areOwn() throws IOException {
        assertThat(read(folder.resolve("classes")).classes()).hasSize(2);
        assertThat(read(file("plain.jar", zip(Map.of("own/A.class", a)))).isOwn("own/A"))
                .isTrue();
    }

    @Test
    void aBootJar_hasOwnClasses_andLibrariesInOutline() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("BOOT-INF/classes/own/A.class", a);
        entries.put("BOOT-INF/classes/application.yml", "x: 1".getBytes(StandardCharsets.UTF_8));
        entries.put("BOOT-INF/lib/b.jar", zip(Map.of("lib/B.class", b)));
        Path jar = file("boot.jar", zip(entries));
        Program program = read(jar);
        assertThat(program.isOwn("own/A")).isTrue();
        assertThat(program.isOwn("lib/B")).isFalse();
        assertThat(program.supertypes("own/A")).containsExactly("own/A", "lib/B", "java/lang/Object");
        assertThat(program.settings()).containsExactly("x: 1");
        assertThat(read(Limits.usual(), Set.of("lib/"), jar).isOwn("lib/B")).isTrue();
    }

    @Test
    void aWar_isReadLikewise() throws IOException {
        Path war = file(
                "app.war",
                zip(Map.of("WEB-INF/classes/own/A.class", a, "WEB-INF/lib/b.jar", zip(Map.of("lib/B.class", b)))));
        assertThat(read(war).classes()).hasSize(1);
    }

    @Test
    void aClassThatIsCutShort_isNamed() throws IOException {
        Path cut = file("cut.jar", zip(Map.of("own/A.class", Arrays.copyOf(a, a.length / 2))));
        assertThatThrownBy(() -> read(cut))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("own/A.class")
                .hasMessageContaining("cut short");
    }

    @Test
    void anyDamage_endsInAMessage() throws IOException {
        for (int at = 0; at < a.length; at++) {
            byte[] damaged = a.clone();
            damaged[at] ^= 0x5A;
            Path file = file("damaged.jar", zip(Map.of("own/A.class", damaged)));
            try {
                read(file);
            } catch (UnreadableException e) {
                assertThat(e.place()).contains("damaged.jar");
            }
        }
    }

    @Test
    void aNewerClassFile_saysSo() throws IOException {
        byte[] newer = a.clone();
        newer[6] = 0;
        newer[7] = (byte) 200;
        Path file = file("newer.jar", zip(Map.of("own/A.class", newer)));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("version 200")
                .hasMessageContaining("--release");
    }

    @Test
    void anArchiveThatClimbsOut_isRefused() throws IOException {
        Path file = file("slip.jar", zip(Map.of("../own/A.class", a)));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("climbs out");
    }

    @Test
    void anEntryThatIsThereTwice_isRefused() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("own/A.class", a);
        entries.put("own/X.class", a);
        String text = new String(zip(entries), StandardCharsets.ISO_8859_1).replace("own/X.class", "own/A.class");
        Path file = file("twice.jar", text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("two entries");
    }

    @Test
    void anArchiveThatSwells_isRefused() throws IOException {
        Path file = file("bomb.jar", zip(Map.of("own/A.class", new byte[1 << 20])));
        assertThatThrownBy(() -> read(new Limits(1 << 16, 1 << 16, 1 << 30, 100, 100), Set.of(), file))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("unpacks to more than");
        assertThatThrownBy(() -> read(new Limits(1 << 30, 1 << 30, 1 << 16, 100, 100), Set.of(), file))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("all in all");
        assertThatThrownBy(() -> read(new Limits(1 << 30, 1 << 30, 1 << 30, 0, 100), Set.of(), file))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("entries");
    }

    @Test
    void whatIsNoArchive_andWhatIsNotThere_isNamed() throws IOException {
        Path text = file("text.jar", "no archive".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("no archive that can be read");
        assertThatThrownBy(() -> read(folder.resolve("missing")))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void aDamagedLibrary_isLeftAside() throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("app.jar"))) {
            out.write(zip(Map.of(
                    "BOOT-INF/classes/own/A.class",
                    a,
                    "BOOT-INF/lib/b.jar",
                    zip(Map.of("lib/B.class", new byte[10])))));
        }
        assertThat(read(folder.resolve("app.jar")).classes()).hasSize(1);
    }

    @Test
    void aLinkToAFolder_isReadAsTheFolder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("classes"));
        try (ClassSources sources = new ClassSources(Set.of())) {
            sources.add(link);
            assertThat(sources.own()).contains("own/A", "lib/B");
            assertThat(sources.place("own/A"))
                    .isEqualTo(link.resolve("own/A.class").toString());
        }
    }

    @Test
    void aFolderThatMayNotBeListed_isRefusedByItsName() throws IOException {
        Path locked =
                Files.createDirectory(folder.resolve("classes/locked"), PosixFilePermissions.asFileAttribute(Set.of()));
        assumeFalse(Files.isReadable(locked), "whoever may read everything sees no such folder");
        try (ClassSources sources = new ClassSources(Set.of())) {
            assertThatThrownBy(() -> sources.add(folder.resolve("classes")))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("cannot be listed")
                    .hasMessageContaining(locked.toString());
        }
    }
}
