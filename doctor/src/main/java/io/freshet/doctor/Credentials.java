package io.freshet.doctor;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The headers that go with each request. */
final class Credentials {

    /** The variable of the environment that has the password, where the command line does not: others see that. */
    static final String PASSWORD = "FRESHET_DOCTOR_PASSWORD";

    private Credentials() {}

    /**
     * Reads what the command line says.
     *
     * @param user a name, with a password after a colon or without; empty for none
     * @param headers as {@code Name: value}
     * @param environment tells the variables of the environment; null for one that there is not
     * @throws IllegalArgumentException if it cannot be read; the message says what and how it is written
     */
    static Map<String, String> headers(String user, List<String> headers, UnaryOperator<String> environment) {
        Map<String, String> all = new LinkedHashMap<>();
        if (!user.isEmpty()) {
            all.put("Authorization", basic(user, environment));
        }
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "--header has no colon after a name; write it as --header \"Authorization: Bearer ...\"");
            }
            all.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        HttpRequest.Builder tried = HttpRequest.newBuilder();
        all.forEach(tried::header);
        return all;
    }

    private static String basic(String user, UnaryOperator<String> environment) {
        String both = user;
        if (user.indexOf(':') < 0) {
            String password = environment.apply(PASSWORD);
            if (password == null) {
                throw new IllegalArgumentException("--user " + user + " has no password; set " + PASSWORD
                        + " in the environment, or write it as --user NAME:PASSWORD");
            }
            both = user + ":" + password;
        }
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
