package org.carbonregistry.account.holds;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.HoldChanged;

/**
 * Units of an account kept for a settlement agent. They stay their owner's, and nobody but the agent can move them, until it
 * settles or releases them or the hold lapses.
 *
 * @param organisation who placed it: the account's owner, or the venue under a mandate
 * @param owner the organisation the account belongs to
 * @param venue the settlement agent
 * @param mandate the mandate it was placed under, or null when the owner placed it
 * @param quantity units when it was placed; {@code quantity = settled + released + on hold}
 * @param units those it was placed on
 * @param number of its last fact, from 1
 */
public record Hold(
        UUID id,
        String organisation,
        String externalId,
        byte[] fingerprint,
        long account,
        String owner,
        String venue,
        UUID mandate,
        long quantity,
        long settled,
        long released,
        List<Units> units,
        List<String> serials,
        HoldStatus status,
        long number,
        String placedBy,
        Instant placedAt,
        Instant expiresAt,
        String endedBy,
        Instant endedAt) {

    public Hold {
        if (settled < 0 || released < 0 || settled + released > quantity) {
            throw new IllegalArgumentException(
                    "of " + quantity + " units " + settled + " cannot be settled and " + released + " released");
        }
        if ((status == HoldStatus.PLACED) == (endedAt != null)) {
            throw new IllegalArgumentException("a hold has a time of its end when it has ended");
        }
        if (status != HoldStatus.PLACED && settled + released != quantity) {
            throw new IllegalArgumentException("units stay on a hold that has ended");
        }
    }

    /** How it is shown to owner, venue, registrar and auditor. */
    public record View(
            UUID id,
            String externalId,
            String status,
            String account,
            String venue,
            UUID mandate,
            long quantity,
            long settled,
            long released,
            long onHold,
            List<String> ranges,
            Instant placedAt,
            Instant expiresAt,
            Instant endedAt) {}

    public View view() {
        return new View(
                id,
                externalId,
                status.word(),
                AccountNumber.format(account),
                venue,
                mandate,
                quantity,
                settled,
                released,
                onHold(),
                serials,
                placedAt,
                expiresAt,
                endedAt);
    }

    public long onHold() {
        return quantity - settled - released;
    }

    /** What its units are kept under. */
    public Title title() {
        return Title.held(account, id);
    }

    /** The blocks its units are, or were, in. */
    public Set<Long> blocks() {
        Set<Long> blocks = new TreeSet<>();
        units.forEach(u -> blocks.add(u.block()));
        return blocks;
    }

    /**
     * Checks that its settlement agent can still act on it.
     *
     * @param now database time, read under the block locks
     * @throws Refused unknown-hold (to others it does not exist), hold-expired, hold-ended
     */
    public void requireActing(String agent, Instant now, String pointer) {
        if (!venue.equals(agent)) {
            throw new Refused(AccountRefusal.UNKNOWN_HOLD, "there is no hold " + id, pointer);
        }
        if (status == HoldStatus.EXPIRED || status == HoldStatus.PLACED && isOver(now)) {
            throw new Refused(AccountRefusal.HOLD_EXPIRED, "the hold lapsed at " + expiresAt, pointer);
        }
        if (status != HoldStatus.PLACED) {
            throw new Refused(AccountRefusal.HOLD_ENDED, "the hold was " + status.word() + " at " + endedAt, pointer);
        }
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /**
     * The hold after some units went out of it: to buyers or into retirement ({@code out}), or back to their owner
     * ({@code back}). With nothing left it ends, by the word of what ended it.
     */
    public Hold after(long out, long back, HoldStatus end, String actor, Instant time) {
        boolean ended = onHold() == out + back;
        return new Hold(
                id,
                organisation,
                externalId,
                fingerprint,
                account,
                owner,
                venue,
                mandate,
                quantity,
                settled + out,
                released + back,
                units,
                serials,
                ended ? end : HoldStatus.PLACED,
                number + 1,
                placedBy,
                placedAt,
                expiresAt,
                ended ? actor : null,
                ended ? time : null);
    }

    HoldChanged fact(UUID transaction, Instant time) {
        return new HoldChanged(
                id,
                number,
                externalId,
                owner,
                AccountNumber.format(account),
                venue,
                quantity,
                settled,
                released,
                onHold(),
                status.word(),
                transaction,
                expiresAt,
                time);
    }
}
