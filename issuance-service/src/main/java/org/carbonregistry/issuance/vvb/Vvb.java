package org.carbonregistry.issuance.vvb;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.VvbChanged;
import org.carbonregistry.events.message.VvbChanged.Accreditation;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.issuance.Bounds;

/**
 * A validation and verification body.
 *
 * @param number the last fact published about it
 * @param organisation whose people act for it (claim {@code org}); null for a body of the past that
 *     only a registrar names, for a ledger that is brought in
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

    public Vvb {
        accreditations = Bounds.keep(accreditations, Bounds.ACCREDITATIONS);
    }

    public boolean isAccredited(String sector, LocalDate day) {
        return accreditations.stream()
                .anyMatch(a -> a.sector().equals(sector)
                        && !day.isBefore(a.validFrom())
                        && (a.validTo() == null || !day.isAfter(a.validTo())));
    }

    Vvb moved(VvbState state) {
        return new Vvb(code, number + 1, name, country, organisation, state, accreditations);
    }

    /** @param reason why it is as it is now, or null */
    Message fact(Instant time, String reason) {
        return Message.fact(
                MessageType.VVB_CHANGED,
                "vvb:" + code,
                number,
                time,
                new VvbChanged(code, number, name, country, status.word(), accreditations, reason, time));
    }
}
