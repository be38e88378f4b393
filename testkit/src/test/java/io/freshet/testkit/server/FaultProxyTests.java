package io.freshet.testkit.server;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class FaultProxyTests {
    private static final int SOON_MILLIS = 400;

    private EchoServer server;
    private FaultProxy proxy;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.to(server.port());
    }

    @AfterEach
    void end() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        proxy.close();
        server.close();
    }

    @Test
    void pass_bytesGoBothWays_unchanged_andCountersCount() throws IOException {
        Socket one = connect();
        Socket other = connect();
        byte[] large = new byte[1_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 >> 3);
        }
        OutputStream out = one.getOutputStream();
        Thread writer = new Thread(() -> write(out, large));
        writer.start();
        assertThat(one.getInputStream().readNBytes(large.length)).isEqualTo(large);
        assertThat(echo(other, "b")).isEqualTo("b");
        assertThat(proxy.openConnections()).isEqualTo(2);
        assertThat(proxy.acceptedConnections()).isEqualTo(2);
        assertThat(proxy.resetConnections()).isZero();
    }

    @Test
    void pass_clientEndsItsOutput_serverStillAnswers_thenAllIsClosed() throws IOException {
        Socket client = connect();
        write(client.getOutputStream(), "last words".getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("last words");
        Await.until("the end of the connection", () -> proxy.openConnections() == 0);
    }

    @Test
    void delay_eachWayAddsItsOwn_butNotOnceForEachMessage() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.delay(Duration.ofMillis(120), Duration.ofMillis(60));
        long start = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            write(client.getOutputStream(), new byte[] {(byte) i});
        }
        assertThat(client.getInputStream().readNBytes(40)).hasSize(40);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(180), Duration.ofMillis(180 * 32));
        proxy.pass();
        assertThat(echo(client, "quick")).isEqualTo("quick");
    }

    @Test
    void throttle_soManyBytesInASecond() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.throttle(10_000);
        long start = System.nanoTime();
        assertThat(echo(client, "x".repeat(3_000))).hasSize(3_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(250), Duration.ofMillis(3_000));
    }

    @Test
    void hold_allGoesOnInItsOrderAfterwards() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.hold();
        write(client.getOutputStream(), "a".getBytes(StandardCharsets.US_ASCII));
        assertSilent(client);
        assertThat(server.received()).isEqualTo("warm");
        write(client.getOutputStream(), "b".getBytes(StandardCharsets.US_ASCII));
        proxy.pass();
        assertThat(read(client, 2)).isEqualTo("ab");
        assertThat(proxy.resetConnections()).isZero();
    }

    @Test
    void blackHole_nothingArrives_connectionsStayOpen_andAreResetWhenItEnds() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.blackHole();
        write(client.getOutputStream(), "lost".getBytes(StandardCharsets.US_ASCII));
        assertSilent(client);
        Socket late = connect();
        Await.until("the late connection", () -> proxy.openConnections() == 2);
        write(late.getOutputStream(), "lost".getBytes(StandardCharsets.US_ASCII));
        assertSilent(late);
        server.resetAll();
        assertSilent(client);
        assertThat(server.received()).isEqualTo("warm");
        assertThat(proxy.openConnections()).isEqualTo(2);

        proxy.pass();
        assertReset(client);
        assertReset(late);
        assertThat(echo(connect(), "new")).isEqualTo("new");
    }

    @Test
    void blackHole_connectionThatLostNothing_goesOn() throws IOException {
        Socket client = connect();
        echo(client, "a");
        proxy.blackHole();
        proxy.pass();
        assertThat(echo(client, "b")).isEqualTo("b");
    }

    @Test
    void dropServerAnswers_serverGetsTheRequests_clientHearsNothing() throws IOException {
        Socket client = connect();
        proxy.dropServerAnswers();
        write(client.getOutputStream(), "one".getBytes(StandardCharsets.US_ASCII));
        Await.until("the first request", () -> server.received().equals("one"));
        write(client.getOutputStream(), "two".getBytes(StandardCharsets.US_ASCII));
        Await.until("the second request", () -> server.received().equals("onetwo"));
        assertSilent(client);
        proxy.pass();
        assertReset(client);
    }

    @Test
    void cutAndRefuse_openOnesAreReset_newOnesRefused_untilItPasses() throws IOException {
        Socket client = connect();
        echo(client, "a");
        proxy.cutAndRefuse();
        assertReset(client);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.pass();
        assertThat(echo(connect(), "b")).isEqualTo("b");
    }

    @Test
    void cutAndCloseNew_openOnesAreReset_newOnesToo() throws IOException {
        Socket client = connect();
        echo(client, "a");
        proxy.cutAndCloseNew();
        assertReset(client);
        assertReset(this::connect);
        assertThat(proxy.openConnections()).isZero();
        assertThat(proxy.resetConnections()).isEqualTo(2);
        assertThat(proxy.acceptedConnections()).isEqualTo(2);
    }

    @Test
    void cutOne_byIndex_onlyThatOne() throws IOException {
        List<Socket> clients = List.of(connect(), connect(), connect());
        for (Socket client : clients) {
            echo(client, "a");
        }
        assertThat(proxy.cutOne(3)).isFalse();
        assertThat(proxy.cutOne(1)).isTrue();
        assertReset(clients.get(1));
        assertThat(echo(clients.get(0), "b")).isEqualTo("b");
        assertThat(echo(clients.get(2), "b")).isEqualTo("b");
        assertThat(proxy.openConnections()).isEqualTo(2);
    }

    @Test
    void cutOne_atRandom_oneLessEachTime() throws IOException {
        for (int i = 0; i < 3; i++) {
            echo(connect(), "a");
        }
        for (int left = 2; left >= 0; left--) {
            assertThat(proxy.cutOne()).isTrue();
            assertThat(proxy.openConnections()).isEqualTo(left);
        }
        assertThat(proxy.cutOne()).isFalse();
    }

    @Test
    void serverIsDown_clientIsReset() throws IOException {
        try (FaultProxy toNobody = FaultProxy.to(Ports.free())) {
            assertReset(() -> connect(toNobody));
        }
    }

    @Test
    void serverResets_clientIsReset() throws IOException {
        Socket client = connect();
        echo(client, "a");
        server.resetAll();
        assertReset(client);
        Await.until("the end of the connection", () -> proxy.openConnections() == 0);
    }

    @Test
    void close_twice_resetsAll_andFreesThePort() throws IOException {
        Socket client = connect();
        echo(client, "a");
        proxy.close();
        proxy.close();
        assertReset(client);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertThatIllegalStateException().isThrownBy(proxy::pass);
    }

    @Test
    void impossibleSettings_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> proxy.throttle(0));
        assertThatIllegalArgumentException().isThrownBy(() -> proxy.delay(Duration.ofMillis(-1), Duration.ZERO));
    }

    private Socket connect() throws IOException {
        return connect(proxy);
    }

    private Socket connect(FaultProxy proxy) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()), 5_000);
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private static String echo(Socket socket, String text) throws IOException {
        write(socket.getOutputStream(), text.getBytes(StandardCharsets.US_ASCII));
        return read(socket, text.length());
    }

    private static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    private static void write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SOON_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(10_000);
    }

    private static void assertReset(Socket socket) {
        assertReset(() -> socket);
    }

    /** A reset may come before the system call that connects has told of its success. */
    private static void assertReset(Callable<Socket> connection) {
        assertThatThrownBy(() -> connection.call().getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }
}
