package org.carbonregistry.deploy.local.replay;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;

/** Reads the two files of a source ledger, plain or gzipped. A row that cannot be taken is rejected, never guessed. */
final class ReadSource {

    private final List<RejectedRow> rejected = new ArrayList<>();

    private ReadSource() {}

    static SourceLedger read(Path active, Path retirements) throws IOException {
        ReadSource reader = new ReadSource();
        List<ActiveRow> activeRows = new ArrayList<>();
        String activeSha = reader.rows(active, ReadSource::activeRow, activeRows);
        List<RetirementRow> retirementRows = new ArrayList<>();
        String retirementsSha = reader.rows(retirements, ReadSource::retirementRow, retirementRows);
        return new SourceLedger(activeRows, retirementRows, List.copyOf(reader.rejected), activeSha, retirementsSha);
    }

    private <T> String rows(Path file, BiFunction<Long, NamedCsvRecord, T> shape, List<T> into) throws IOException {
        MessageDigest sha = sha256();
        try (InputStream raw = new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), sha)) {
            InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
            try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(plain)) {
                long row = 0;
                for (NamedCsvRecord line : records) {
                    row++;
                    try {
                        into.add(shape.apply(row, line));
                    } catch (IllegalArgumentException | DateTimeException | java.util.NoSuchElementException e) {
                        rejected.add(new RejectedRow(
                                file.getFileName().toString(),
                                row,
                                e.getMessage(),
                                String.join(",", line.getFields())));
                    }
                }
                raw.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    static ActiveRow activeRow(long row, NamedCsvRecord line) {
        SourceSerial serial = SourceSerial.parse(needed(line, "Serial Number"));
        long quantity = quantity(needed(line, "Quantity Issued"));
        if (quantity != serial.quantity()) {
            throw new IllegalArgumentException(
                    "quantity " + quantity + " is not that of the serial, " + serial.quantity());
        }
        LocalDate start = LocalDate.parse(needed(line, "Vintage Start"));
        LocalDate end = LocalDate.parse(needed(line, "Vintage End"));
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("the vintage ends before it starts");
        }
        return new ActiveRow(
                row,
                LocalDate.parse(needed(line, "Issuance Date")),
                start,
                end,
                new SourceProject(
                        needed(line, "ID"),
                        needed(line, "Name"),
                        needed(line, "Country/Area"),
                        needed(line, "Project Type")),
                orNull(line.getField("Methodology")),
                line.getField("Total Vintage Quantity").isBlank()
                        ? null
                        : quantity(line.getField("Total Vintage Quantity")),
                serial);
    }

    static RetirementRow retirementRow(long row, NamedCsvRecord line) {
        long quantity = quantity(needed(line, "quantity"));
        LocalDate vintageEnd = LocalDate.parse(needed(line, "vintage_end"));
        LocalDate retired = LocalDate.parse(needed(line, "retirement_date"));
        return new RetirementRow(
                row,
                vintageEnd,
                new SourceProject(
                        needed(line, "project_id"),
                        needed(line, "project_name"),
                        needed(line, "country"),
                        needed(line, "project_type")),
                quantity,
                retired,
                orNull(line.getField("beneficiary")));
    }

    private static long quantity(String text) {
        long quantity;
        try {
            quantity = Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("quantity is not a whole number: " + text);
        }
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity is " + quantity);
        }
        return quantity;
    }

    private static String needed(NamedCsvRecord line, String column) {
        String value = orNull(line.getField(column));
        if (value == null) {
            throw new IllegalArgumentException(column + " is missing");
        }
        return value;
    }

    /** Control characters stand for a blank; blanks around a text are not part of it. */
    private static String orNull(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.isEmpty() ? null : clean;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
