package io.freshet.console.web;

import io.freshet.console.access.Caller;
import io.freshet.console.access.Role;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whoever sits at this machine: in development, where nobody logs in. Neither a proxy on this machine that says what it is, and would lend its address to
 * others, nor a page of another name that resolves to this machine gets in. It looks at requests as the server has taken them, since filters may put what a
 * header says in the place of an address; where the server itself does, {@link ClosedGate} stands in its place. Thread-safe.
 */
public final class LocalGate implements Gate {

    private static final Pattern LOCAL_HOST = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");
    private static final int FORBIDDEN = 403;
    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");
    private static final String REMEDY =
            ". Add Spring Security, or set freshet.console.insecure=true where everybody may look";

    @Override
    public Admission admit(Visit visit) {
        String host = String.valueOf(visit.takenHeader("Host")).toLowerCase(Locale.ROOT);
        if (OF_PROXIES.stream().anyMatch(header -> visit.takenHeader(header) != null)) {
            return denied("it came through a proxy");
        }
        String address = visit.takenAddress();
        if (address == null || !isLoopback(address)) {
            return denied("it came from " + (address == null ? "where cannot be told" : address));
        }
        if (!LOCAL_HOST.matcher(host).matches()) {
            return denied("it asks for the host " + host);
        }
        return new Admission.Admitted(new Caller("somebody at this machine", Role.ADMIN, false));
    }

    private static Admission denied(String why) {
        return new Admission.Denied(
                FORBIDDEN,
                "Without Spring Security the console answers only requests from this machine, but " + why + REMEDY);
    }

    /** The address of a connection is never a name, so nothing is looked up. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String describe() {
        return "Whoever sits at this machine, since the application has no Spring Security";
    }
}
