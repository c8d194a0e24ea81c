package org.carbonregistry.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Commitment;
import org.carbonregistry.account.ledger.Holdings;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.account.limits.Allowance;
import org.carbonregistry.events.house.ArchitectureRules;
import org.junit.jupiter.api.Test;

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

    /** The clock of a replica says when a report was made, and what day it is for a KYC decision; never what may move. */
    @Test
    void onlyTheTimeOfTheDatabaseDecides() {
        Set<String> ask = new ClassFileImporter()
                .importPath(Path.of("target/classes/org/carbonregistry/account")).stream()
                        .filter(c -> c.getMethodCallsFromSelf().stream().anyMatch(ArchitectureTest::asksTheMachine))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("AuditPack", "OpenAccount", "Run"), ask);
    }

    private static boolean asksTheMachine(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        return call.getName().equals("now") && owner.startsWith("java.time.")
                || call.getName().equals("currentTimeMillis");
    }
}
