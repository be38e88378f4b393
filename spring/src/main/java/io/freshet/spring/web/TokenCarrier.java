package io.freshet.spring.web;

import io.freshet.freshness.SessionToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.util.Optional;

/** In what a client carries a session's token along. Thread-safe. */
public interface TokenCarrier {

    /** What the client has brought; empty if that is nothing, or nothing that can be read. */
    Optional<SessionToken> read(HttpServletRequest request);

    /** Gives the client another. The response must not be committed. */
    void write(SessionToken token, HttpServletRequest request, HttpServletResponse response);
}
