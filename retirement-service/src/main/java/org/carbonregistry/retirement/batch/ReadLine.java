package org.carbonregistry.retirement.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.http.UnfitField;
import org.carbonregistry.retirement.retire.Order;
import org.carbonregistry.retirement.retire.RetireCredits;
import org.carbonregistry.retirement.retire.RetirementRequest;

/** Reads one line into an order, or into the reason why it is none; as strict as a single request. */
@Singleton
public class ReadLine {

    /** A line is too long to be read. */
    enum LineRefusal implements Refusal {
        LINE_TOO_LONG;

        @Override
        public String code() {
            return "line-too-long";
        }

        @Override
        public int status() {
            return 413;
        }
    }

    /** What a line says: an order, or why it is refused, and its {@code externalId} as far as it could be read. */
    record Read(long number, String externalId, Order order, Refused refusal) {}

    private final ObjectMapper mapper;

    ReadLine(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Read read(BatchLine line) {
        if (line.isTooLong()) {
            return refused(line, null, new Refused(LineRefusal.LINE_TOO_LONG, "the line is too long", null));
        }
        RetirementRequest request;
        try {
            request = mapper.readValue(line.bytes(), RetirementRequest.class);
        } catch (JsonProcessingException e) {
            return refused(line, null, UnfitField.refused(e, "the line"));
        } catch (IOException e) {
            return refused(line, null, malformed("the line is no valid UTF-8"));
        }
        if (request == null) {
            return refused(line, null, malformed("the line is null"));
        }
        try {
            Order order = RetireCredits.read(request);
            return new Read(line.number(), order.externalId(), order, null);
        } catch (Refused refused) {
            return refused(line, request.externalId(), refused);
        }
    }

    private static Read refused(BatchLine line, String externalId, Refused refusal) {
        return new Read(line.number(), externalId, null, refusal);
    }

    private static Refused malformed(String detail) {
        return new Refused(EdgeRefusal.MALFORMED_BODY, detail, null);
    }
}
