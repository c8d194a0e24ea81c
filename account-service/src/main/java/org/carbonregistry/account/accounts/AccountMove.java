package org.carbonregistry.account.accounts;

import java.util.function.UnaryOperator;

/** What a registrar can decide about an account. */
enum AccountMove {
    SUSPEND(AccountStatus.SUSPENDED, AccountStatus::suspend),
    REINSTATE(AccountStatus.OPEN, AccountStatus::reinstate),
    CLOSE(AccountStatus.CLOSED, AccountStatus::close);

    private final AccountStatus leadsTo;
    private final UnaryOperator<AccountStatus> move;

    AccountMove(AccountStatus leadsTo, UnaryOperator<AccountStatus> move) {
        this.leadsTo = leadsTo;
        this.move = move;
    }

    AccountStatus leadsTo() {
        return leadsTo;
    }

    /**
     * The state after it.
     *
     * @throws org.carbonregistry.events.http.Refused account-state
     */
    AccountStatus from(AccountStatus status) {
        return move.apply(status);
    }
}
