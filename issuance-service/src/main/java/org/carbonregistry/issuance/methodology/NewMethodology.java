package org.carbonregistry.issuance.methodology;

import java.util.List;
import org.carbonregistry.events.message.MethodologyChanged.Version;

/** A methodology as a registrar asks for it; see {@link Methodology}. */
public record NewMethodology(
        String code, String program, String name, List<String> projectTypes, List<Version> versions) {}
