package io.freshet.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports of 127.0.0.1 for servers that tests start, stop and start again.
 *
 * <h2>Why not port 0</h2>
 * The system takes such a port from the range that it also gives to clients. While a server is down, the connection of any client may
 * take its port, even a connection to that very port, which then connects to itself; the server cannot start again. So a port here lies
 * below that range.
 *
 * <h2>Why nobody else takes it</h2>
 * All JVMs of a user share a file, in which the holder of port <i>n</i> has locked byte <i>n</i>. The system frees the lock when the JVM
 * ends, however it ends. Within a JVM no port is given out twice, so that a late client of one test never meets the server of the next.
 *
 * <p>Thread-safe.
 */
final class Ports {
    /** How far the bus port of a cluster node lies above its port; Redis sets this. */
    static final int CLUSTER_BUS = 10_000;

    private static final int LOWEST = 10_000;
    private static final int COUNT = 12_000;

    private Ports() {}

    /** Returns a port that is this JVM's until it ends. */
    static int free() {
        return startingAnywhere().filter(Ports::take).findFirst().orElseThrow(Ports::none);
    }

    /** Returns a port which is this JVM's until it ends, as is the one for the cluster bus above it. */
    static int freeWithClusterBus() {
        return startingAnywhere()
                .filter(port -> take(port) && take(port + CLUSTER_BUS))
                .findFirst()
                .orElseThrow(Ports::none);
    }

    private static IntStream startingAnywhere() {
        int first = ThreadLocalRandom.current().nextInt(COUNT);
        return IntStream.range(0, COUNT).map(i -> LOWEST + (first + i) % COUNT);
    }

    private static boolean take(int port) {
        try {
            FileLock lock = Held.LOCKS.tryLock(port, 1, false);
            if (lock == null) {
                return false;
            }
            if (canBeBound(port)) {
                return true;
            }
            lock.release();
            return false;
        } catch (OverlappingFileLockException ours) {
            return false;
        } catch (IOException e) {
            throw new ServerException("Cannot lock port " + port, e);
        }
    }

    private static boolean canBeBound(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static ServerException none() {
        return new ServerException("No free port from " + LOWEST + " on");
    }

    /** The open file; closing it would free all locks. */
    private static final class Held {
        private static final FileChannel LOCKS = open();

        private static FileChannel open() {
            Path file = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "freshet-testkit-" + System.getProperty("user.name") + ".ports");
            try {
                return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new ServerException("Cannot open " + file, e);
            }
        }
    }
}
