package io.freshet.testkit.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A copy of the data directory of a running PostgreSQL, from which a standby starts.
 *
 * <p>The files are copied between {@code pg_backup_start} and {@code pg_backup_stop}, while the server changes them. The copy is not
 * consistent; the label that {@code pg_backup_stop} returns tells the standby from where it must read the log of the server to make it
 * so. The log and what describes the running process stay behind.
 */
final class BaseBackup extends SimpleFileVisitor<Path> {
    private static final Set<String> FILES_LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");
    private static final Set<String> CONTENTS_LEFT_OUT =
            Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp");

    private final Path from;
    private final Path to;

    private BaseBackup(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /** Copies the data of a server, with what makes a standby of it but for the address of its primary. */
    static void copy(RealPostgres server, Path to) {
        Path from = server.dataDirectory();
        try (Connection connection = server.dataSource(RealPostgres.DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', fast => true)");
            Files.walkFileTree(from, new BaseBackup(from, to));
            try (ResultSet row =
                    statement.executeQuery("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)")) {
                row.next();
                Files.writeString(to.resolve("backup_label"), row.getString(1));
            }
            Files.createFile(to.resolve("standby.signal"));
        } catch (SQLException | IOException e) {
            throw new ServerException("Cannot copy the data of PostgreSQL on port " + server.port(), e);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        Files.copy(directory, target(directory), StandardCopyOption.COPY_ATTRIBUTES);
        if (CONTENTS_LEFT_OUT.contains(from.relativize(directory).toString())) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (!FILES_LEFT_OUT.contains(from.relativize(file).toString())) {
            try {
                Files.copy(file, target(file), StandardCopyOption.COPY_ATTRIBUTES);
            } catch (NoSuchFileException deletedMeanwhile) {
                return FileVisitResult.CONTINUE;
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE; // deleted meanwhile
        }
        throw e;
    }

    private Path target(Path file) {
        return to.resolve(from.relativize(file).toString());
    }
}
