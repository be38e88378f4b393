package io.freshet.spring.web;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.event.Outcome;
import io.freshet.freshness.SessionToken;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SessionFilterTests {

    private final Freshet freshet =
            Freshet.builder().bound(Duration.ofSeconds(10)).build();
    private final Cache<Integer, String> cache =
            freshet.cache("thing:{id}", Integer.class, String.class).build();
    private final SessionFilter byHeader = new SessionFilter(freshet, new TokenHeader());
    private final SessionFilter byCookie = new SessionFilter(freshet, new TokenCookie(Duration.ofMillis(1_500)));

    @BeforeEach
    void warm() {
        await().until(() -> freshet.status().leaseRuns());
        cache.get(1, id -> "one");
    }

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void firstRequest_isGivenAToken_thatTheNextOneBrings() throws Exception {
        String first =
                Objects.requireNonNull(through(byHeader, null, this::read).getHeader(TokenHeader.NAME));
        assertThat(SessionToken.parse(first))
                .hasValueSatisfying(token -> assertThat(token.isSettled()).isTrue());
        assertThat(through(byHeader, first, this::read).getHeader(TokenHeader.NAME))
                .isEqualTo(first);
        assertThat(cache.meter().reads(Outcome.BYPASS)).isZero();
        assertThat(cache.meter().reads(Outcome.HIT_L1)).isEqualTo(2);
    }

    @Test
    void token_hasWhatTheRequestItselfHasWritten() throws Exception {
        String before =
                Objects.requireNonNull(through(byHeader, null, this::read).getHeader(TokenHeader.NAME));
        String after = Objects.requireNonNull(through(byHeader, before, response -> {
                    freshet.invalidateTable("thing");
                    response.getWriter().write("done");
                })
                .getHeader(TokenHeader.NAME));
        assertThat(seqOf(after)).isGreaterThan(seqOf(before));
    }

    @Test
    void moreThanThisInstanceKnows_isReadFromTheSource_andNotForgotten() throws Exception {
        String present =
                Objects.requireNonNull(through(byHeader, null, this::read).getHeader(TokenHeader.NAME));
        String future = new SessionToken(new long[] {seqOf(present) + 1_000}, true).text();
        assertThat(through(byHeader, future, this::read).getHeader(TokenHeader.NAME))
                .isEqualTo(future);
        assertThat(cache.meter().reads(Outcome.BYPASS)).isEqualTo(1);
        read(null);
        assertThat(cache.meter().reads(Outcome.BYPASS))
                .as("only in the session")
                .isEqualTo(1);
    }

    @Test
    void unsettledToken_isReadFromTheSource_andNotReplaced() throws Exception {
        String unsettled = new SessionToken(new long[] {0}, false).text();
        assertThat(through(byHeader, unsettled, this::read).getHeader(TokenHeader.NAME))
                .isNull();
        assertThat(cache.meter().reads(Outcome.BYPASS)).isEqualTo(1);
    }

    @Test
    void malformedTokens_areNone() throws Exception {
        for (String malformed : new String[] {"", "?", "AAAA", "x".repeat(5_000), "AQ"}) {
            assertThat(through(byHeader, malformed, this::read).getHeader(TokenHeader.NAME))
                    .as(malformed)
                    .isNotEmpty();
        }
        assertThat(cache.meter().reads(Outcome.BYPASS)).isZero();
    }

    @Test
    void tokenOfAnotherNumberOfPartitions_isReplaced() throws Exception {
        String other = new SessionToken(new long[] {5, 6}, true).text();
        String given =
                Objects.requireNonNull(through(byHeader, other, this::read).getHeader(TokenHeader.NAME));
        assertThat(SessionToken.parse(given).orElseThrow().seqs()).hasSize(1);
    }

    @Test
    void cookie_isClosedToScripts_shortLived_andOfTheContextPath() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/shop/things");
        request.setContextPath("/shop");
        request.setSecure(true);
        MockHttpServletResponse response = new MockHttpServletResponse();
        byCookie.doFilter(request, response, (asked, answered) -> {});
        assertThat(response.getHeader("Set-Cookie"))
                .startsWith(TokenCookie.NAME + "=")
                .contains("Path=/shop", "Max-Age=3", "HttpOnly", "SameSite=Lax", "Secure");
        MockHttpServletRequest next = new MockHttpServletRequest("GET", "/things");
        next.setCookies(new Cookie("other", "x"), Objects.requireNonNull(response.getCookie(TokenCookie.NAME)));
        MockHttpServletResponse last = new MockHttpServletResponse();
        byCookie.doFilter(next, last, (asked, answered) -> read(null));
        assertThat(last.getHeaders("Set-Cookie"))
                .singleElement()
                .asString()
                .contains("Path=/;")
                .doesNotContain("Secure");
        assertThat(cache.meter().reads(Outcome.BYPASS)).isZero();
    }

    @Test
    void token_isSetBeforeTheResponseIsCommitted_howeverThatHappens() throws Exception {
        Work[] ways = {
            response -> response.getWriter().write("x".repeat(100_000)),
            response -> response.getOutputStream().write(new byte[100_000]),
            response -> response.getWriter().flush(),
            response -> response.getOutputStream().flush(),
            response -> response.getWriter().close(),
            HttpServletResponse::flushBuffer,
            response -> response.sendError(404),
            response -> response.sendError(409, "conflict"),
            response -> response.sendRedirect("/elsewhere"),
            response -> {
                response.setContentLengthLong(3);
                response.getOutputStream().write(new byte[3]);
            },
            response -> {
                response.setHeader("X-Mine", "1");
                response.reset();
                response.getWriter().write("again");
            },
            response -> {}
        };
        for (int i = 0; i < ways.length; i++) {
            assertThat(through(byHeader, null, ways[i]).getHeaders(TokenHeader.NAME))
                    .as("way " + i)
                    .hasSize(1);
        }
    }

    @Test
    void shortAnswer_hasWhatWasWrittenAfterItsFirstByte() throws Exception {
        String before =
                Objects.requireNonNull(through(byHeader, null, this::read).getHeader(TokenHeader.NAME));
        String after = Objects.requireNonNull(through(byHeader, null, response -> {
                    response.getWriter().write("begun");
                    freshet.invalidateTable("thing");
                    response.getWriter().write("done");
                })
                .getHeader(TokenHeader.NAME));
        assertThat(seqOf(after)).isGreaterThan(seqOf(before));
    }

    @Test
    void requestThatGoesOnElsewhere_isGivenItsTokenWhenItComesBack() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAsyncSupported(true);
        MockHttpServletResponse response = new MockHttpServletResponse();
        byHeader.doFilter(request, response, (asked, answered) -> asked.startAsync(asked, answered));
        assertThat(response.getHeader(TokenHeader.NAME)).isNull();
        HttpServletResponse watched = (HttpServletResponse)
                Objects.requireNonNull(request.getAsyncContext()).getResponse();
        request.setAsyncStarted(false);
        request.setDispatcherType(DispatcherType.ASYNC);
        byHeader.doFilter(
                request,
                Objects.requireNonNull(watched),
                (asked, answered) -> answered.getWriter().write("late"));
        assertThat(response.getHeaders(TokenHeader.NAME)).hasSize(1);
        assertThat(response.getContentAsString()).isEqualTo("late");
    }

    private void read(@Nullable HttpServletResponse response) {
        cache.get(1, id -> "one");
    }

    private static long seqOf(String token) {
        return SessionToken.parse(token).orElseThrow().seqs()[0];
    }

    private static MockHttpServletResponse through(SessionFilter filter, @Nullable String token, Work work)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (token != null) {
            request.addHeader(TokenHeader.NAME, token);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, (asked, answered) -> work.on((HttpServletResponse) answered));
        return response;
    }

    private interface Work {
        void on(HttpServletResponse response) throws IOException;
    }
}
