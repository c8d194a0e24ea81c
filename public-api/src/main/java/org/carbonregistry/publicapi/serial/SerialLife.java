package org.carbonregistry.publicapi.serial;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The public life of the units a serial number names.
 *
 * @param serial as asked for
 * @param registry the registry whose serial number it is; null for one of ours
 * @param quantity how many units it names
 * @param unitKilograms what one unit stands for
 * @param contested whether the source itself lists some of these units twice: each is shown
 * @param parts the units in our blocks, ascending; more than one when units of another registry lie apart here
 * @param byState how many of the shown units are in each state
 * @param next cursor of the next page of stretches, or null
 * @param dates which dates these are
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SerialLife(
        String serial,
        String registry,
        long quantity,
        int unitKilograms,
        boolean contested,
        List<Part> parts,
        Map<String, Long> byState,
        String next,
        String dates) {

    /**
     * Units of one block.
     *
     * @param serial our serial range
     * @param block public name of the block
     * @param issued how they came into being
     * @param sourceSerials which units of another registry they are, where they were brought in
     * @param stretches the units by their life, ascending
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Part(
            String serial,
            String block,
            long first,
            long last,
            long quantity,
            Issued issued,
            List<SourceRange> sourceSerials,
            List<Stretch> stretches) {}

    /**
     * The issuance of a block.
     *
     * @param date effective date where the source states one, otherwise the UTC date of {@code time}
     * @param time when this registry recorded it
     */
    public record Issued(
            UUID issuance,
            String block,
            long blockQuantity,
            LocalDate date,
            Instant time,
            String program,
            String project,
            String projectName,
            String country,
            String type,
            String nature,
            LocalDate vintageStart,
            LocalDate vintageEnd,
            int vintage) {}

    /** Units {@code first..last} of the block are units {@code sourceFirst..sourceLast} of the serial there. */
    public record SourceRange(
            long first,
            long last,
            String registry,
            String serial,
            long sourceFirst,
            long sourceLast,
            boolean contested) {}
}
