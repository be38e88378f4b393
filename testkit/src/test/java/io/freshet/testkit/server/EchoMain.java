package io.freshet.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What the tests of {@link RealJvm} run: says its arguments, then each line that it reads; some lines are commands. */
final class EchoMain {
    private static RealRedis redis;

    private EchoMain() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("arguments " + String.join(" ", arguments));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            obey(line);
        }
        System.exit(3);
    }

    private static void obey(String line) {
        switch (line) {
            case "redis" -> {
                redis = RealRedis.start();
                System.out.println(redis.pid());
            }
            case "fail" -> throw new IllegalStateException("by the test");
            default -> System.out.println(line);
        }
    }
}
