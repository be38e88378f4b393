package io.freshet.doctor;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Whom a command line asks, and as whom. */
public final class Credentials {

    private Credentials() {}

    /**
     * Reads an address that says nothing of who asks, since it is printed.
     *
     * @param example of one
     * @throws IllegalArgumentException if it is none, or says more; the message says how it is written
     */
    public static URI plainAddress(String url, String example) {
        try {
            URI address = new URI(url);
            if (isPlain(address)) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(notAnAddress(example) + " (" + e.getReason() + ")", e);
        }
        throw new IllegalArgumentException(notAnAddress(example));
    }

    private static boolean isPlain(URI address) {
        boolean isHttp = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        return isHttp
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }

    private static String notAnAddress(String example) {
        return "--url is no plain address; write it as " + example + ", and who asks as --user";
    }

    /**
     * Reads what the command line says of who asks.
     *
     * @param user a name, with a password after a colon or without; empty for none
     * @param headers as {@code Name: value}
     * @param variable of the environment that has the password, where the command line does not: others see that
     * @param environment tells the variables of the environment; null for one that there is not
     * @throws IllegalArgumentException if it cannot be read; the message says what and how it is written
     */
    public static Map<String, String> headers(
            String user, List<String> headers, String variable, UnaryOperator<String> environment) {
        Map<String, String> all = new LinkedHashMap<>();
        if (!user.isEmpty()) {
            all.put("Authorization", basic(user, variable, environment));
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

    private static String basic(String user, String variable, UnaryOperator<String> environment) {
        String both = user;
        if (user.indexOf(':') < 0) {
            String password = environment.apply(variable);
            if (password == null) {
                throw new IllegalArgumentException("--user " + user + " has no password; set " + variable
                        + " in the environment, or write it as --user NAME:PASSWORD");
            }
            both = user + ":" + password;
        }
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
