package org.carbonregistry.deploy.local.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a service answered.
 *
 * @param request method and address, for messages
 * @param body JSON, or missing when there is none
 */
public record Answer(String request, int status, JsonNode body) {

    /** Whether the service did what it was asked. */
    public boolean isFine() {
        return status >= 200 && status < 300;
    }

    /** The code of a problem document, or an empty text. */
    public String code() {
        return body.path("code").asText("");
    }

    /**
     * The body.
     *
     * @throws ServiceRefused when the service refused or failed
     */
    public JsonNode orRefused() {
        if (!isFine()) {
            throw new ServiceRefused(this);
        }
        return body;
    }
}
