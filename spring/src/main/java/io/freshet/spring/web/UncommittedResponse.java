package io.freshet.spring.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * A response to which something is added as late as possible: right before the first byte leaves, when headers can no longer be set. Used by
 * one thread at a time.
 *
 * <p>The container keeps as much as its buffer holds, so what is written is counted: as soon as it may not fit any more, or is all that was
 * announced, or is flushed, the time has come. Characters are counted as the four bytes that they may take.
 */
final class UncommittedResponse extends HttpServletResponseWrapper {

    private static final int MOST_BYTES_OF_A_CHARACTER = 4;

    private final Runnable beforeCommit;
    private boolean isDone;
    private long written;
    private long announced = -1;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;

    UncommittedResponse(HttpServletResponse response, Runnable beforeCommit) {
        super(response);
        this.beforeCommit = beforeCommit;
    }

    /** The time has come, if it has not before. */
    void committing() {
        if (!isDone && !isCommitted()) {
            isDone = true;
            beforeCommit.run();
        }
    }

    private void writing(long bytes) {
        written += bytes;
        if (written >= getBufferSize() || (announced >= 0 && written >= announced)) {
            committing();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new CountedStream(super.getOutputStream());
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(new CountedWriter(super.getWriter()));
        }
        return writer;
    }

    @Override
    public void setContentLength(int length) {
        announced = length;
        super.setContentLength(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        announced = length;
        super.setContentLengthLong(length);
    }

    @Override
    public void flushBuffer() throws IOException {
        committing();
        super.flushBuffer();
    }

    @Override
    public void sendError(int status) throws IOException {
        committing();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        committing();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        committing();
        super.sendRedirect(location);
    }

    @Override
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        committing();
        super.sendRedirect(location, status, clearBuffer);
    }

    @Override
    public void reset() {
        super.reset();
        isDone = false; // the headers are gone
        written = 0;
        announced = -1;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        written = 0;
    }

    private final class CountedStream extends ServletOutputStream {

        private final ServletOutputStream target;

        CountedStream(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int one) throws IOException {
            writing(1);
            target.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            writing(length);
            target.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            committing();
            target.flush();
        }

        @Override
        public void close() throws IOException {
            committing();
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }

    private final class CountedWriter extends FilterWriter {

        CountedWriter(Writer target) {
            super(target);
        }

        @Override
        public void write(int one) throws IOException {
            writing(MOST_BYTES_OF_A_CHARACTER);
            super.write(one);
        }

        @Override
        public void write(char[] characters, int from, int length) throws IOException {
            writing((long) length * MOST_BYTES_OF_A_CHARACTER);
            super.write(characters, from, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            writing((long) length * MOST_BYTES_OF_A_CHARACTER);
            super.write(text, from, length);
        }

        @Override
        public void flush() throws IOException {
            committing();
            super.flush();
        }

        @Override
        public void close() throws IOException {
            committing();
            super.close();
        }
    }
}
