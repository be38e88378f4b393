package io.freshet.console.web;

import io.freshet.console.view.HeaderView;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** A request to the console, whatever server has taken it. */
public interface Visit {

    /** GET, POST or another. */
    String method();

    /** The path below that of the console, decoded; empty if the console itself was asked for without a slash. */
    String path();

    /** The whole path, as it was asked for. */
    String address();

    /** A header; null if it is not there. */
    @Nullable
    String header(String name);

    /** A header as the server has taken it, whatever filters made of it; null if it is not there. */
    @Nullable
    String takenHeader(String name);

    /** A cookie; null if it is not there. */
    @Nullable
    String cookie(String name);

    /** A parameter of the address; empty if it is not there. */
    String parameter(String name);

    /** The names of all parameters. */
    List<String> parameterNames();

    /** The address that the request comes from, as filters say who believe a proxy. */
    String remoteAddress();

    /** The address that the connection comes from, whatever filters made of it; null if that is not known. */
    @Nullable
    String takenAddress();

    /** The host that was asked, as a proxy or the request says. */
    String host();

    /** Its port. */
    int port();

    /** Whether nobody can listen in. */
    boolean isSecure();

    /** Who has logged in; null if nobody has. */
    @Nullable
    String user();

    /** Whether who has logged in has a role. */
    boolean isInRole(String role);

    /** What Spring Security wants of requests that change something; empty if it wants nothing. */
    Optional<HeaderView> securityToken();
}
