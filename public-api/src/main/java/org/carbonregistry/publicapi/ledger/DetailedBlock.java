package org.carbonregistry.publicapi.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.UUID;

/**
 * Everything public about a block.
 *
 * @param issuance id of the issuance
 * @param verification id of the verification behind it; null while the decision is not known here
 * @param notStated facts about the issuance that the source does not state
 * @param derived facts about the issuance that were derived
 * @param movements how many movements the ledger recorded
 * @param certificatePending units of {@code retired} whose certificate is not here yet
 * @param sourceRanges how many ranges of another registry its units came from; see {@code /source-ranges}
 */
public record DetailedBlock(
        @JsonUnwrapped ListedBlock block,
        UUID issuance,
        UUID verification,
        List<String> notStated,
        List<String> derived,
        long movements,
        long certificatePending,
        long sourceRanges,
        String dates) {}
