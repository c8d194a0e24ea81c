package org.carbonregistry.account.settlements;

import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.events.http.Refused;

/**
 * A trade that a venue wants settled.
 *
 * @param tradeId the venue's own id of it, unique per venue
 * @param price per unit, a decimal with at most 6 places, such as {@code "12.50"}; recorded, not computed with
 * @param dryRun whether it is only tried: the answer says what would happen, and nothing does
 */
public record TradeRequest(
        String tradeId,
        List<Leg> legs,
        String price,
        String currency,
        Settlement.ContractRef contractRef,
        Boolean dryRun) {

    /** Most legs of one trade. */
    public static final int MOST_LEGS = 1000;

    private static final Pattern PRICE = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    /**
     * One leg.
     *
     * @param rest what becomes of units that stay on the hold when all legs are settled: {@code kept} (default) or
     *     {@code released}
     */
    public record Leg(UUID holdId, Long quantity, String buyerAccount, String rest) {

        boolean releasesRest() {
            return "released".equals(rest);
        }
    }

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    /** The same trade, whether tried or meant. */
    TradeRequest meant() {
        return new TradeRequest(tradeId, legs, price, currency, contractRef, null);
    }

    /** @throws Refused invalid-value, invalid-quantity, too-many-ranges */
    void requireShape() {
        RequestText.externalId(tradeId, "/tradeId");
        if (legs == null || legs.isEmpty()) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a trade has at least one leg", "/legs");
        }
        if (legs.size() > MOST_LEGS) {
            throw new Refused(
                    AccountRefusal.TOO_MANY_RANGES,
                    legs.size() + " legs in one trade; the most is " + MOST_LEGS,
                    "/legs");
        }
        for (int i = 0; i < legs.size(); i++) {
            requireLeg(legs.get(i), "/legs/" + i);
        }
        if (price != null && !PRICE.matcher(price).matches()) {
            throw new Refused(
                    AccountRefusal.INVALID_VALUE, "a price is a decimal with at most 6 places, as a text", "/price");
        }
        if ((price == null) != (currency == null)) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "price and currency come together", "/currency");
        }
        if (currency != null
                && Currency.getAvailableCurrencies().stream()
                        .noneMatch(c -> c.getCurrencyCode().equals(currency))) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a currency is an ISO 4217 code", "/currency");
        }
        if (contractRef != null) {
            RequestText.externalId(contractRef.type(), "/contractRef/type");
            RequestText.externalId(contractRef.id(), "/contractRef/id");
        }
    }

    private static void requireLeg(Leg leg, String pointer) {
        if (leg == null || leg.holdId() == null) {
            throw new Refused(AccountRefusal.UNKNOWN_HOLD, "name the hold of this leg", pointer + "/holdId");
        }
        if (leg.quantity() == null || leg.quantity() < 1) {
            throw new Refused(AccountRefusal.INVALID_QUANTITY, "a quantity is at least 1", pointer + "/quantity");
        }
        if (leg.buyerAccount() == null) {
            throw new Refused(AccountRefusal.UNKNOWN_ACCOUNT, "name the buyer's account", pointer + "/buyerAccount");
        }
        if (leg.rest() != null && !leg.rest().equals("kept") && !leg.rest().equals("released")) {
            throw new Refused(
                    AccountRefusal.INVALID_VALUE, "the rest of a hold is kept or released", pointer + "/rest");
        }
    }
}
