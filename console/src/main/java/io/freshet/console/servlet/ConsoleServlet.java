package io.freshet.console.servlet;

import io.freshet.console.web.Desk;
import io.freshet.console.web.Reply;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/** The console in a servlet container. Thread-safe. */
public final class ConsoleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Desk desk;
    private final boolean hasSpringSecurity;

    /**
     * Of one console.
     *
     * @param hasSpringSecurity whether Spring Security is on the class path
     */
    public ConsoleServlet(Desk desk, boolean hasSpringSecurity) {
        this.desk = desk;
        this.hasSpringSecurity = hasSpringSecurity;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Desk.headers().forEach(response::setHeader);
        Reply reply = desk.answer(
                new ServletVisit(request, hasSpringSecurity),
                most -> request.getInputStream().readNBytes(most));
        if (reply instanceof Reply.Live live) {
            Streams.open(live.news(), request, response);
        } else if (reply instanceof Reply.Elsewhere elsewhere) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", elsewhere.location());
        } else {
            write((Reply.Written) reply, response);
        }
    }

    private static void write(Reply.Written written, HttpServletResponse response) throws IOException {
        response.setStatus(written.status());
        response.setContentType(written.type());
        response.setHeader("Vary", "Accept-Encoding");
        if (written.gzipped()) {
            response.setHeader("Content-Encoding", "gzip");
        }
        if (written.isLasting()) {
            response.setHeader("Cache-Control", Desk.LASTING);
        }
        if (written.cookie() != null) {
            response.addHeader("Set-Cookie", written.cookie());
        }
        response.setContentLength(written.bytes().length);
        response.getOutputStream().write(written.bytes());
    }

    @Override
    public void destroy() {
        desk.endStreams();
    }
}
