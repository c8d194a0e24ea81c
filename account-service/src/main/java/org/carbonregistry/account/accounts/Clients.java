package org.carbonregistry.account.accounts;

/**
 * For whom an account holds units, beside its owner.
 *
 * @param parent the account whose sub-account it is, or null
 * @param client the client whose units it keeps apart, or null
 * @param omnibus whether units of many clients lie in it together
 */
public record Clients(Long parent, Client client, boolean omnibus) {

    /** An account of its owner's own. */
    public static final Clients NONE = new Clients(null, null, false);

    /**
     * A client of the owner. Only the owner, the registrar and the auditor see this; no fact says it.
     *
     * @param kind {@code organisation} or {@code person}
     * @param reference the owner's own word for the client, 1 to 100 characters; no name is asked for
     */
    public record Client(String kind, String reference) {}

    public Clients {
        if (client != null && (parent == null || omnibus)) {
            throw new IllegalArgumentException("one client's units are kept in a sub-account, alone");
        }
    }
}
