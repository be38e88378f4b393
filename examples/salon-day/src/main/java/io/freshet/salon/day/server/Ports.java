package io.freshet.salon.day.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Finds ports that nobody listens on. */
final class Ports {
    private static final int TRIES = 200;

    private Ports() {}

    /** Returns the first free port from this one on. */
    static int freeFrom(int first) {
        for (int port = first; port < first + TRIES; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new StageException("No free port between " + first + " and " + (first + TRIES - 1));
    }

    static boolean isFree(int port) {
        try (ServerSocket free = new ServerSocket(port)) {
            return free.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether somebody listens on a port of this machine. */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
