package io.freshet.spring.web;

import io.freshet.Freshet;
import io.freshet.freshness.SessionToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Optional;

/**
 * Lets a client read its own writes, and never anything older than it has read before, on whichever instance its requests arrive: each
 * response gives it a token of what it has seen, and each request brings that along. Thread-safe. Reads on other threads than that of the
 * request are not held to it.
 *
 * <p>An instance that does not know as much as the token waits a tenth of a second for it, and otherwise answers the request from the source.
 * What such a request is given may be newer than anything that this instance could name, so the token it came with counts on. One that is not
 * settled stands for a write without a number: it is not replaced, and ends by itself. A token that cannot be read counts as none.
 */
public final class SessionFilter extends OncePerRequestFilter {

    private static final String RESPONSE = SessionFilter.class.getName() + ".response";

    private final Freshet freshet;
    private final TokenCarrier carrier;

    /** Opens sessions of this instance. */
    public SessionFilter(Freshet freshet, TokenCarrier carrier) {
        this.freshet = freshet;
        this.carrier = carrier;
    }

    /** A request that goes on elsewhere comes back, on another thread, with the response that it was given here. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SessionToken> seen = carrier.read(request);
        if (request.getAttribute(RESPONSE) instanceof UncommittedResponse earlier) {
            answer(seen, request, response, earlier, chain);
            return;
        }
        UncommittedResponse watched = new UncommittedResponse(response, () -> give(seen, request, response));
        request.setAttribute(RESPONSE, watched);
        answer(seen, request, watched, watched, chain);
    }

    private void answer(
            Optional<SessionToken> seen,
            HttpServletRequest request,
            HttpServletResponse response,
            UncommittedResponse watched,
            FilterChain chain)
            throws ServletException, IOException {
        if (seen.isPresent()) {
            inSession(seen.get(), request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
        if (!request.isAsyncStarted()) {
            watched.committing();
        }
    }

    private void inSession(
            SessionToken seen, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Freshet.Session session = freshet.session(seen);
        try {
            chain.doFilter(request, response);
        } finally {
            session.close();
        }
    }

    private void give(Optional<SessionToken> seen, HttpServletRequest request, HttpServletResponse response) {
        SessionToken known = freshet.token();
        if (seen.isEmpty()) {
            carrier.write(known, request, response);
        } else if (seen.get().isSettled()) {
            carrier.write(later(seen.get(), known), request, response);
        }
    }

    /** What covers both; a token of another number of partitions is of no use any more. */
    private static SessionToken later(SessionToken seen, SessionToken known) {
        long[] seqs = known.seqs().clone();
        if (seen.seqs().length == seqs.length) {
            for (int i = 0; i < seqs.length; i++) {
                seqs[i] = Math.max(seqs[i], seen.seqs()[i]);
            }
        }
        return new SessionToken(seqs, known.isSettled());
    }
}
