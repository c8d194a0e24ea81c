package org.carbonregistry.issuance.program;

import java.util.List;
import org.carbonregistry.events.message.ProjectType;

/** A programme as a registrar asks for it; see {@link Program}. What is left out has the default of {@link RegisterProgram}. */
public record NewProgram(
        String code,
        String name,
        Scope scope,
        List<String> countries,
        Integer unitKilograms,
        List<ProjectType> projectTypes,
        Integer oldestVintage,
        Boolean vintageMayCrossYear,
        BufferRule bufferAppliesTo,
        Integer bufferMinimumBasisPoints,
        Boolean requireDifferentBodies,
        List<String> mayBeNotStated,
        String sourceRegistry) {}
