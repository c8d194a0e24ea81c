package org.carbonregistry.retirement.retire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order to retire whose form is right: what {@link RetireCredits#read} made of a request.
 *
 * @param serials ranges in their one spelling, or null when a quantity is wanted
 * @param quantity at least 1, or null when serials are given
 * @param program the one programme the units must belong to, if the order tells: given, or from project, block or serials
 * @param hold the hold to retire out of, or null
 * @param notStated ascending, without repeats
 */
public record Order(
        String externalId,
        String account,
        List<String> serials,
        Long quantity,
        String program,
        String project,
        Integer vintage,
        String block,
        UUID hold,
        Beneficiary beneficiary,
        String purpose,
        String scheme,
        String reason,
        String message,
        LocalDate effectiveDate,
        List<String> notStated) {

    /** For whom; {@code kind} is {@code organisation}, {@code person} or {@code not-stated}: with a name or without. */
    public record Beneficiary(String kind, String name, String identifier, String country) {

        /** Nobody is named by the source. */
        public static final Beneficiary NOT_STATED = new Beneficiary("not-stated", null, null, null);

        /** Whether the name belongs to a natural person and stays inside. */
        public boolean isPerson() {
            return "person".equals(kind);
        }
    }

    public Order {
        if ((serials == null) == (quantity == null)) {
            throw new IllegalArgumentException("an order has either serials or a quantity");
        }
        serials = serials == null ? null : List.copyOf(serials);
        notStated = List.copyOf(notStated);
    }

    public Optional<String> namedProgram() {
        return Optional.ofNullable(program);
    }

    /**
     * SHA-256 over every field with its length, so that the same order is known again however its JSON was spelled. The form
     * never changes: stored fingerprints are compared with it.
     */
    public byte[] fingerprint() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(1);
            list(out, serials);
            text(out, quantity);
            list(out, notStated);
            for (Object field : new Object[] {
                account,
                program,
                project,
                vintage,
                block,
                beneficiary.kind,
                beneficiary.name,
                beneficiary.identifier,
                beneficiary.country,
                purpose,
                scheme,
                reason,
                message,
                effectiveDate
            }) {
                text(out, field);
            }
            if (hold != null) {
                text(out, hold);
            }
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void list(DataOutputStream out, List<String> values) throws IOException {
        out.writeInt(values == null ? -1 : values.size());
        if (values != null) {
            for (String value : values) {
                text(out, value);
            }
        }
    }

    private static void text(DataOutputStream out, Object value) throws IOException {
        byte[] utf8 = value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8 == null ? -1 : utf8.length);
        if (utf8 != null) {
            out.write(utf8);
        }
    }
}
