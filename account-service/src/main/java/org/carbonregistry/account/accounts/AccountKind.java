package org.carbonregistry.account.accounts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an account is for. System kinds belong to a programme; units never leave the last three. */
public enum AccountKind {
    DEVELOPER("developer", false),
    HOLDING("holding", false),
    TRADING("trading", false),
    BUFFER("buffer", true),
    RETIRED("retired", true),
    CANCELLED("cancelled", true),
    CONVERTED("converted", true);

    private final String word;
    private final boolean system;

    AccountKind(String word, boolean system) {
        this.word = word;
        this.system = system;
    }

    public String word() {
        return word;
    }

    /** Whether it belongs to a programme, not to an organisation. */
    public boolean isSystem() {
        return system;
    }

    /** Whether units that come into it are used up for ever. */
    public boolean isFinal() {
        return this == RETIRED || this == CANCELLED || this == CONVERTED;
    }

    public static Optional<AccountKind> named(String word) {
        return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }

    /** The kinds every programme has one account of. */
    public static List<AccountKind> systemKinds() {
        return Arrays.stream(values()).filter(AccountKind::isSystem).toList();
    }
}
