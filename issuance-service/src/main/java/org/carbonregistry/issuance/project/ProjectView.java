package org.carbonregistry.issuance.project;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** A project with the history of its states. */
public record ProjectView(@JsonUnwrapped Project project, List<StateChange> history) {}
