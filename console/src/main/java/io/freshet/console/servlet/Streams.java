package io.freshet.console.servlet;

import io.freshet.console.web.News;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.OutputStream;

/** Sends news to browsers. Each stream has a thread of its own, so that a slow reader keeps nobody waiting. Thread-safe. */
final class Streams {

    private Streams() {}

    static void open(News news, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.isAsyncSupported()) {
            response.sendError(
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "A filter before the console does not support asynchronous requests, so nothing can be streamed");
            return;
        }
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        context.addListener(new Leaving());
        Thread thread = new Thread(() -> send(news, context), "freshet-console-stream");
        thread.setDaemon(true);
        thread.start();
    }

    private static void send(News news, AsyncContext context) {
        try {
            if (news.begin()) {
                tell(news, context.getResponse().getOutputStream());
            }
        } catch (IOException e) {
            // the reader has gone
        } finally {
            news.close();
            end(context);
        }
    }

    private static void tell(News news, OutputStream out) throws IOException {
        do {
            byte[] events = news.next();
            if (events.length > 0) {
                out.write(events);
                out.flush();
            }
        } while (step() && !news.isOver());
    }

    /** Ends a stream whose reader has left: otherwise the container has an error page made for it, which fails in its turn and is logged. */
    private static final class Leaving implements AsyncListener {

        @Override
        public void onError(AsyncEvent event) {
            end(event.getAsyncContext());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end(event.getAsyncContext());
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // a stream is started once
        }

        @Override
        public void onComplete(AsyncEvent event) {
            // the thread of the stream ends by itself
        }
    }

    private static void end(AsyncContext context) {
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // the container has noticed first that the reader has gone
        }
    }

    /** Waits for a step; answers whether to go on. */
    private static boolean step() {
        try {
            Thread.sleep(News.STEP.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
