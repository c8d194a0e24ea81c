package org.carbonregistry.account.pack;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.carbonregistry.account.csv.CsvLines;
import org.carbonregistry.events.wire.Json;

/** The parts of a pack as they are written, one after the other, into a ZIP; each is counted and hashed on its way. */
final class PackedParts {

    /**
     * A part as the manifest names it.
     *
     * @param rows data rows, without the header; absent for a text
     * @param sha256 of the part's bytes before they are compressed, hexadecimal
     */
    record Part(String name, Long rows, long bytes, String sha256) {}

    /** Writes the rows of a table. */
    interface Rows {
        void write(Sink sink) throws IOException;
    }

    /** Takes rows, some at a time. */
    interface Sink {
        void add(List<? extends List<?>> rows) throws IOException;
    }

    private final ZipOutputStream zip;
    private final Instant stamp;
    private final List<Part> parts = new ArrayList<>();

    /** @param stamp the time that all parts carry, so that a pack made again has the same bytes */
    PackedParts(OutputStream out, Instant stamp) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.stamp = stamp;
    }

    void text(String name, String text) throws IOException {
        write(name, out -> {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return null;
        });
    }

    void table(String name, List<String> header, Rows rows) throws IOException {
        write(name, out -> {
            long[] count = {0};
            out.write(CsvLines.of(List.of(header)));
            rows.write(some -> {
                count[0] += some.size();
                out.write(CsvLines.of(some));
            });
            return count[0];
        });
    }

    /** The last part: it names all others. */
    void manifest(String name, Function<List<Part>, Object> manifest) throws IOException {
        byte[] json = Json.write(manifest.apply(List.copyOf(parts)));
        write(name, out -> {
            out.write(json);
            return null;
        });
        zip.finish();
    }

    private interface Content {
        Long write(OutputStream out) throws IOException;
    }

    private void write(String name, Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.ofInstant(stamp, ZoneOffset.UTC));
        zip.putNextEntry(entry);
        Counted counted = new Counted(zip, sha256());
        Long rows = content.write(counted);
        zip.closeEntry();
        parts.add(new Part(name, rows, counted.bytes, HexFormat.of().formatHex(counted.digest.digest())));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    private static final class Counted extends FilterOutputStream {

        private final MessageDigest digest;
        private long bytes;

        Counted(OutputStream out, MessageDigest digest) {
            super(new DigestOutputStream(out, digest));
            this.digest = digest;
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
            bytes += length;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }
    }
}
