package org.carbonregistry.issuance.vvb;

import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.VvbChanged.Accreditation;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;

/** What makes a body, and what it may do. */
public final class VvbDecision {

    private VvbDecision() {}

    static Vvb register(NewVvb asked) {
        Shape.code(asked.code(), "/code");
        String name = Shape.text(asked.name(), Bounds.NAME, "/name");
        Shape.country(asked.country(), "/country");
        List<Accreditation> accreditations =
                Shape.list(asked.accreditations(), Bounds.ACCREDITATIONS, "/accreditations");
        for (int i = 0; i < accreditations.size(); i++) {
            String at = "/accreditations/" + i;
            Accreditation a = Shape.given(accreditations.get(i), at);
            Shape.code(a.sector(), at + "/sector");
            Shape.day(a.validFrom(), at + "/validFrom");
            if (a.validTo() != null) {
                Shape.period(a.validFrom(), a.validTo(), at + "/validFrom", at + "/validTo");
            }
        }
        String organisation = asked.organisation() == null ? null : Shape.code(asked.organisation(), "/organisation");
        return new Vvb(asked.code(), 1, name, asked.country(), organisation, VvbState.ACTIVE, accreditations);
    }

    static Vvb move(Vvb vvb, VvbState to) {
        if (vvb.status() == to) {
            throw IssuanceRefusal.ILLEGAL_MOVE.of("The body is " + to.word() + ".", null);
        }
        return vvb.moved(to);
    }

    /**
     * The body may give its opinion on a project of this sector, dated that day, through this person.
     *
     * @param vvb null when there is none of this code
     */
    public static void requireAble(Vvb vvb, String code, String sector, LocalDate day, Actor actor) {
        if (vvb == null) {
            throw IssuanceRefusal.UNKNOWN_VVB.of("'" + code + "'.", "/vvb");
        }
        if (!actor.registrar() && !actor.actsFor(vvb.organisation())) {
            throw IssuanceRefusal.NOT_YOUR_BODY.of(null, "/vvb");
        }
        if (vvb.status() == VvbState.SUSPENDED) {
            throw IssuanceRefusal.VVB_SUSPENDED.of(null, "/vvb");
        }
        if (!vvb.isAccredited(sector, day)) {
            throw IssuanceRefusal.VVB_NOT_ACCREDITED.of(code + ", " + sector + ", " + day + ".", "/vvb");
        }
    }
}
