package org.carbonregistry.account.settlements;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.ledger.AccountNumber;

/**
 * A trade as a venue settled it.
 *
 * @param id also the id of its ledger transaction
 * @param price per unit, as the venue gave it: a decimal, or null
 * @param currency ISO 4217, or null
 */
public record Settlement(
        UUID id,
        String venue,
        String tradeId,
        byte[] fingerprint,
        List<Leg> legs,
        String price,
        String currency,
        ContractRef contractRef,
        String settledBy,
        Instant settledAt) {

    /**
     * Units that went from a hold to a buyer.
     *
     * @param serials the serial ranges
     */
    public record Leg(UUID hold, long sellerAccount, long buyerAccount, long quantity, List<String> serials) {}

    /**
     * The contract behind a trade.
     *
     * @param type such as {@code ISDA2022VerifiedCarbonCredit}, {@code IETA_ERPA}, {@code IETA_ETMA} (FINOS CDM)
     * @param id the parties' number of it
     */
    public record ContractRef(String type, String id) {}

    /** How it is shown. */
    public record View(
            UUID id,
            String tradeId,
            String status,
            String venue,
            List<LegView> legs,
            String price,
            String currency,
            ContractRef contractRef,
            Instant settledAt) {}

    /** How a leg is shown. */
    public record LegView(UUID holdId, String sellerAccount, String buyerAccount, long quantity, List<String> ranges) {}

    /** @param status {@code settled}, or {@code dry-run} when it was only tried */
    View view(String status) {
        List<LegView> shown = legs.stream()
                .map(l -> new LegView(
                        l.hold(),
                        AccountNumber.format(l.sellerAccount()),
                        AccountNumber.format(l.buyerAccount()),
                        l.quantity(),
                        l.serials()))
                .toList();
        return new View(
                status.equals("dry-run") ? null : id,
                tradeId,
                status,
                venue,
                shown,
                price,
                currency,
                contractRef,
                settledAt);
    }
}
