package org.carbonregistry.account.limits;

import java.util.Arrays;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;

/** What a limit is about. What venues do with units on hold is under none of them: their mandates have their own. */
public enum LimitKind {
    /** Most units of one transfer. */
    TRANSFER("transfer"),
    /** Most units of all transfers of a day, in UTC. */
    DAY("day"),
    /** Most units of a transfer that needs no second representative. */
    UNAPPROVED("unapproved"),
    /** Most units of a retirement that needs no second representative; retirements are under no other limit. */
    RETIREMENT_UNAPPROVED("retirement-unapproved");

    private final String word;

    LimitKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /**
     * The kind of that name.
     *
     * @throws Refused invalid-value
     */
    static LimitKind named(String word, String pointer) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        AccountRefusal.INVALID_VALUE,
                        "a limit is one of transfer, day, unapproved, retirement-unapproved",
                        pointer));
    }
}
