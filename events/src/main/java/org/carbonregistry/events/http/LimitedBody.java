package org.carbonregistry.events.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that fails as soon as more of it came than is allowed. What still comes is not waited for. */
final class LimitedBody extends FilterInputStream {

    private long left;
    private boolean passed;

    LimitedBody(InputStream body, long most) {
        super(body);
        this.left = most;
    }

    /** Whether more came than is allowed. */
    boolean isPassed() {
        return passed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = passed ? 0 : super.read(into, offset, length);
        if (read > left || passed) {
            passed = true;
            throw new IOException("the body is too long");
        }
        left -= Math.max(read, 0);
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Closing the stream of a request reads it to its end. */
    @Override
    public void close() throws IOException {
        if (!passed) {
            super.close();
        }
    }
}
