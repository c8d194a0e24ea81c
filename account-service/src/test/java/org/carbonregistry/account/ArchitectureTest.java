package org.carbonregistry.account;

import java.util.Set;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Commitment;
import org.carbonregistry.account.ledger.Holdings;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.account.limits.Allowance;
import org.carbonregistry.events.house.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {

    @Override
    protected String root() {
        return "org.carbonregistry.account";
    }

    @Override
    protected Set<Class<?>> decisions() {
        return Set.of(Book.class, Holdings.class, Journal.class, Wanted.class, Commitment.class, Allowance.class);
    }

    @Override
    protected Set<String> machinery() {
        return Set.of("TransferList");
    }
}
