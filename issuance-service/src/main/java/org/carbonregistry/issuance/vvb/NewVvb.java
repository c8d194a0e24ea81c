package org.carbonregistry.issuance.vvb;

import java.util.List;
import org.carbonregistry.events.message.VvbChanged.Accreditation;

/** A body as a registrar asks for it; see {@link Vvb}. */
public record NewVvb(
        String code, String name, String country, String organisation, List<Accreditation> accreditations) {}
