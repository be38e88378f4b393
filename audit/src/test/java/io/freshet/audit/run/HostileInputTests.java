package io.freshet.audit.run;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.report.Format;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Rule;
import io.freshet.audit.source.SourceFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever is handed in, the audit ends in time, with a report or with a message. */
@Timeout(60)
class HostileInputTests {

    @TempDir
    private Path folder;

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
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static Audited audit(Path path) {
        return new AuditRun().path(path).audit();
    }

    /** Ends with a report or with a message; anything else is a defect. */
    private static void assertEnds(Path path) {
        try {
            audit(path);
        } catch (AuditException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private byte[] service() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("compiled"));
        Compiled.compile(classes, List.of("-parameters", "-g", "-proc:none"), Rule.WRITE_WITHOUT_EVICTION.bad());
        return Files.readAllBytes(classes.resolve("shop/PriceService.class"));
    }

    private static byte[] made(String name, String superName, String source, Consumer<ClassWriter> members) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, superName, null);
        writer.visitSource(source, null);
        members.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void controller(ClassWriter writer, Consumer<MethodVisitor> code) {
        writer.visitAnnotation("Lorg/springframework/web/bind/annotation/RestController;", true)
                .visitEnd();
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "(Ljava/lang/Object;)Ljava/lang/Object;", null, null);
        method.visitAnnotation("Lorg/springframework/web/bind/annotation/PutMapping;", true)
                .visitEnd();
        method.visitCode();
        code.accept(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    @Test
    void anyDamageOfAClass_endsInAMessageOrAReport() throws IOException {
        byte[] service = service();
        Path compiled = folder.resolve("compiled/shop/PriceService.class");
        for (int at = 8; at < service.length; at += 5) {
            byte[] damaged = service.clone();
            damaged[at] ^= (byte) (at % 2 == 0 ? 0x15 : 0x5A);
            Files.write(compiled, damaged);
            assertEnds(folder.resolve("compiled"));
        }
    }

    @Test
    void anyDamageOfAnArchive_andAnyEndOfIt_endsInAMessageOrAReport() throws IOException {
        byte[] jar = zip(Map.of(
                "BOOT-INF/classes/shop/PriceService.class",
                service(),
                "BOOT-INF/lib/a.jar",
                zip(Map.of("a/A.class", service()))));
        for (int at = 0; at < jar.length; at += 11) {
            byte[] damaged = jar.clone();
            damaged[at] ^= 0x5A;
            assertEnds(file("damaged.jar", damaged));
            assertEnds(file("cut.jar", Arrays.copyOf(jar, at)));
        }
    }

    @Test
    void archivesWithinArchives_areNotFollowedWithoutEnd() throws IOException {
        byte[] jar = zip(Map.of("own/A.class", made("own/A", "java/lang/Object", "A.java", writer -> {})));
        for (int depth = 0; depth < 50; depth++) {
            jar = zip(Map.of(
                    "BOOT-INF/lib/inner.jar",
                    jar,
                    "BOOT-INF/classes/own/B.class",
                    made("own/B", "java/lang/Object", "B.java", writer -> {})));
        }
        Path file = file("nested.jar", jar);
        assertThat(audit(file).coverage().classes()).isEqualTo(1);
    }

    @Test
    void aFileThatIsTooLargeForAClass_isRefused() throws IOException {
        Path classes = folder.resolve("large/A.class");
        Files.createDirectories(classes.getParent());
        try (OutputStream out = Files.newOutputStream(classes)) {
            out.write(new byte[33 << 20]);
        }
        assertThatThrownBy(() -> audit(classes.getParent()))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("A.class is refused");
    }

    @Test
    void classesThatExtendEachOther_end() throws IOException {
        file("circle/A.class", made("A", "B", "A.java", HostileInputTests::entity));
        file("circle/B.class", made("B", "A", "B.java", HostileInputTests::entity));
        assertEnds(folder.resolve("circle"));
    }

    private static void entity(ClassWriter writer) {
        writer.visitAnnotation("Ljakarta/persistence/Entity;", true).visitEnd();
        controller(writer, method -> {
            method.visitVarInsn(Opcodes.ALOAD, 1);
            method.visitInsn(Opcodes.ARETURN);
        });
    }

    @Test
    void aSignatureThatIsNestedWithoutEnd_isDamage() throws IOException {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC,
                "A",
                "Ljava/lang/Object;" + "LX<".repeat(15_000),
                "java/lang/Object",
                null);
        writer.visitEnd();
        file("deep/A.class", writer.toByteArray());
        assertThatThrownBy(() -> audit(folder.resolve("deep")))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("A.class is damaged");
    }

    /** f(f(...), f(...)) a hundred levels deep is a value of 2^100 parts; in a loop it is compared with itself. */
    @Test
    void valuesThatDoubleAtEachStep_end() throws IOException {
        file(
                "doubling/A.class",
                made(
                        "A",
                        "java/lang/Object",
                        "A.java",
                        writer -> controller(writer, method -> {
                            Label loop = new Label();
                            Label end = new Label();
                            method.visitVarInsn(Opcodes.ALOAD, 1);
                            method.visitVarInsn(Opcodes.ASTORE, 2);
                            method.visitVarInsn(Opcodes.ALOAD, 1);
                            method.visitVarInsn(Opcodes.ASTORE, 3);
                            method.visitLabel(loop);
                            method.visitVarInsn(Opcodes.ALOAD, 1);
                            for (int depth = 0; depth < 100; depth++) {
                                method.visitInsn(Opcodes.DUP);
                                method.visitMethodInsn(
                                        Opcodes.INVOKESTATIC,
                                        "lib/F",
                                        "f",
                                        "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
                                        false);
                            }
                            method.visitVarInsn(Opcodes.ASTORE, 2);
                            method.visitVarInsn(Opcodes.ALOAD, 3);
                            method.visitMethodInsn(
                                    Opcodes.INVOKESTATIC,
                                    "lib/F",
                                    "g",
                                    "(Ljava/lang/Object;)Ljava/lang/Object;",
                                    false);
                            method.visitInsn(Opcodes.DUP);
                            method.visitVarInsn(Opcodes.ASTORE, 3);
                            method.visitJumpInsn(Opcodes.IFNULL, end);
                            method.visitJumpInsn(Opcodes.GOTO, loop);
                            method.visitLabel(end);
                            method.visitVarInsn(Opcodes.ALOAD, 2);
                            method.visitInsn(Opcodes.ARETURN);
                        })));
        assertThat(audit(folder.resolve("doubling")).coverage().entries()).isEqualTo(1);
    }

    @Test
    void setters_thatCallEachOtherWithoutEnd_end() {
        StringBuilder entity = new StringBuilder("@Entity class Knot { @Id Long id; ");
        for (int at = 0; at < 120; at++) {
            entity.append("void set").append(at).append("() { ");
            for (int other = 0; other < 120; other++) {
                entity.append("set").append(other).append("(); ");
            }
            entity.append("} ");
        }
        Audited audited = Compiled.audit(folder, Shop.BASE + Shop.ONE + entity + "}\n" + """
                interface Knots extends JpaRepository<Knot, Long> {}
                @RestController class C { Knots knots; @PostMapping("/p") void add() { Knot knot = new Knot(); knot.set1(); knots.save(knot); } }
                """);
        assertThat(audited.coverage().writingEntries()).isEqualTo(1);
    }

    @Test
    void aMethodWithMoreVariablesThanMemory_ends() throws IOException {
        file(
                "wide/A.class",
                made(
                        "A",
                        "java/lang/Object",
                        "A.java",
                        writer -> controller(writer, method -> {
                            for (int at = 0; at < 9_000; at++) {
                                method.visitInsn(Opcodes.ICONST_0);
                                method.visitVarInsn(Opcodes.ISTORE, 65_000);
                            }
                            method.visitVarInsn(Opcodes.ALOAD, 1);
                            method.visitInsn(Opcodes.ARETURN);
                        })));
        assertThat(audit(folder.resolve("wide")).coverage().entries()).isEqualTo(1);
    }

    /** A class file says what its source is called; that must not lead to other files, and what it is called must not steer the terminal. */
    @Test
    void aSourceThatLiesElsewhere_isNotShown_andNamesStayText() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "do not show this\n".repeat(100));
        byte[] service = service();
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(service)
                .accept(
                        new org.objectweb.asm.ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visitSource(String source, String debug) {
                                super.visitSource("../../../../secret.txt\u001b[31m", debug);
                            }
                        },
                        0);
        Files.write(folder.resolve("compiled/shop/PriceService.class"), writer.toByteArray());
        Path sources = Files.createDirectories(folder.resolve("src/main/java/shop"));
        Audited audited = audit(folder.resolve("compiled"));
        assertThat(audited.findings()).isNotEmpty();
        assertThat(SourceFolders.of(List.of(folder.resolve("src/main/java")))
                        .around("shop/../../../../secret.txt", 3, 2))
                .isEmpty();
        for (Format format : Format.values()) {
            assertThatCode(() -> assertThat(format.write(audited, SourceFolders.of(List.of(sources))))
                            .doesNotContain("do not show this")
                            .doesNotContain("\u001b"))
                    .as(format.name())
                    .doesNotThrowAnyException();
        }
    }
}
