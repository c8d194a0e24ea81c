package org.carbonregistry.retirement.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Set;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.lines.JsonLine;
import org.carbonregistry.events.lines.Line;
import org.carbonregistry.retirement.retire.Order;
import org.carbonregistry.retirement.retire.OrderingRole;
import org.carbonregistry.retirement.retire.RetireCredits;
import org.carbonregistry.retirement.retire.RetirementRequest;

/** Reads one line into an order, or into the reason why it is none; as strict as a single request. */
@Singleton
public class ReadLine {

    /** What a line says: an order, or why it is refused, and its {@code externalId} as far as it could be read. */
    record Read(long number, String externalId, Order order, Refused refusal) {}

    private final ObjectMapper mapper;

    ReadLine(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Read read(Line line, Set<OrderingRole> roles) {
        RetirementRequest request;
        try {
            request = JsonLine.read(mapper, line, RetirementRequest.class);
        } catch (Refused refused) {
            return refused(line, null, refused);
        }
        try {
            Order order = RetireCredits.read(request);
            OrderingRole.require(order, roles);
            return new Read(line.number(), order.externalId(), order, null);
        } catch (Refused refused) {
            return refused(line, request.externalId(), refused);
        }
    }

    private static Read refused(Line line, String externalId, Refused refusal) {
        return new Read(line.number(), externalId, null, refusal);
    }
}
