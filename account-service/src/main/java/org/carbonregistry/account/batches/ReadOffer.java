package org.carbonregistry.account.batches;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.account.transfers.Offer;
import org.carbonregistry.account.transfers.ProposeTransfer;
import org.carbonregistry.account.transfers.Together;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.lines.JsonLine;
import org.carbonregistry.events.lines.Line;

/**
 * A line as an offer, or as the reason why it is none; as strict as a single request.
 *
 * @param externalId as far as it could be read
 */
record ReadOffer(long number, String externalId, Offer offer, Refused refusal) {

    static ReadOffer of(ObjectMapper mapper, Line line, Batch batch) {
        ProposeTransfer.Request request;
        try {
            request = JsonLine.read(mapper, line, ProposeTransfer.Request.class);
        } catch (Refused refused) {
            return new ReadOffer(line.number(), null, null, refused);
        }
        try {
            Offer offer = Offer.of(request, batch.organisation(), batch.actor());
            return new ReadOffer(line.number(), request.externalId(), offer, null);
        } catch (Refused refused) {
            return new ReadOffer(line.number(), request.externalId(), null, refused);
        }
    }

    /**
     * The lines in their order, cut wherever an offer does not fit to those before it: so each finds what the lines before it
     * left.
     */
    static List<List<ReadOffer>> sets(List<ReadOffer> lines) {
        List<List<ReadOffer>> sets = new ArrayList<>();
        Together together = null;
        for (ReadOffer line : lines) {
            if (together == null || line.offer() != null && !together.takes(line.offer())) {
                together = new Together();
                sets.add(new ArrayList<>());
                if (line.offer() != null) {
                    together.takes(line.offer());
                }
            }
            sets.get(sets.size() - 1).add(line);
        }
        return sets;
    }
}
