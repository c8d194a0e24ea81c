package org.carbonregistry.retirement.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonTest {

    private static final Order.Beneficiary JANE = new Order.Beneficiary("person", "Jane Doe", null, "KE");

    @Test
    void twoRetirementsOfOnePersonCannotBeLinked() {
        assertNotEquals(Person.of(JANE).commitment(), Person.of(JANE).commitment());
        assertNotEquals(Person.of(JANE).reference(), Person.of(JANE).reference());
    }

    @Test
    void theCommitmentCanBeComputedAgainFromNameAndBlind() {
        Person person = new Person(UUID.randomUUID(), "Jane Doe", null, "KE", new byte[32]);
        assertEquals("BtJRXCgEYTsy+e/EnNUXM4VUBbK6WucuDFng1Gc/MMc=", person.commitment());
    }

    @Test
    void aPersonsNameIsNotInTheLog() {
        assertFalse(Person.of(JANE).toString().contains("Jane"));
    }
}
