package org.carbonregistry.account.accounts;

import java.util.Arrays;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;

/** The states of an account and the decisions each allows. */
public enum AccountStatus {
    OPEN("open"),
    SUSPENDED("suspended"),
    CLOSED("closed");

    private final String word;

    AccountStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static AccountStatus named(String word) {
        return Arrays.stream(values())
                .filter(s -> s.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state of an account: " + word));
    }

    /** Nothing leaves it until it is reinstated. */
    public AccountStatus suspend() {
        return from(OPEN, SUSPENDED);
    }

    public AccountStatus reinstate() {
        return from(SUSPENDED, OPEN);
    }

    /** For ever; only an account that is open or suspended. */
    public AccountStatus close() {
        return this == SUSPENDED ? CLOSED : from(OPEN, CLOSED);
    }

    /**
     * The state after units were issued to the account. An issuance is final once it is approved, so the block is opened in
     * whatever state the account is by then: nothing leaves a suspended one, and a closed one, which is empty, becomes
     * suspended, so that a registrar can decide about the units.
     */
    AccountStatus receiveIssue() {
        return this == CLOSED ? SUSPENDED : this;
    }

    void requireSending(String account, String pointer) {
        if (this == SUSPENDED) {
            throw new Refused(AccountRefusal.ACCOUNT_SUSPENDED, "account " + account + " is suspended", pointer);
        }
        if (this == CLOSED) {
            throw new Refused(AccountRefusal.ACCOUNT_CLOSED, "account " + account + " is closed", pointer);
        }
    }

    private AccountStatus from(AccountStatus needed, AccountStatus next) {
        if (this != needed) {
            throw new Refused(
                    AccountRefusal.ACCOUNT_STATE, "an account that is " + word + " cannot become " + next.word, null);
        }
        return next;
    }
}
