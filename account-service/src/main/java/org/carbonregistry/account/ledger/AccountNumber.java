package org.carbonregistry.account.ledger;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The public id of an account: {@code A} and its number, for example {@code A1001}. */
public final class AccountNumber {

    private static final Pattern FORMAT = Pattern.compile("A[1-9][0-9]{0,17}");

    private AccountNumber() {}

    public static String format(long account) {
        return "A" + account;
    }

    /** The number in an account's id; empty when the text is none. */
    public static OptionalLong parse(String id) {
        return id != null && FORMAT.matcher(id).matches()
                ? OptionalLong.of(Long.parseLong(id.substring(1)))
                : OptionalLong.empty();
    }
}
