package org.carbonregistry.issuance.vvb;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.VvbChanged;
import org.carbonregistry.events.message.VvbChanged.Accreditation;
import org.carbonregistry.events.wire.Message;

/**
 * A validation and verification body.
 *
 * @param number the last fact published about it
 * @param organisation whose people act for it (claim {@code org}); null when any verifier may
 * @param accreditations sectors it may work in, and when
 */
public record Vvb(
        String code,
        long number,
        String name,
        String country,
        String organisation,
        VvbState status,
        List<Accreditation> accreditations) {

    public boolean isAccredited(String sector, LocalDate day) {
        return accreditations.stream()
                .anyMatch(a -> a.sector().equals(sector)
                        && !day.isBefore(a.validFrom())
                        && (a.validTo() == null || !day.isAfter(a.validTo())));
    }

    Vvb moved(VvbState state) {
        return new Vvb(code, number + 1, name, country, organisation, state, accreditations);
    }

    Message fact(Instant time) {
        return Message.fact(
                MessageType.VVB_CHANGED,
                "vvb:" + code,
                number,
                time,
                new VvbChanged(code, number, name, country, status.word(), accreditations, time));
    }
}
