package org.carbonregistry.deploy.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

    @Test
    void anAddressMayNameItsUserBeforeTheHost() {
        PostgresAddress address = PostgresAddress.parse("postgresql://admin:s%26cret@db.example:6432/postgres");
        assertEquals("db.example:6432", address.host());
        assertEquals("jdbc:postgresql://db.example:6432/postgres?user=admin&password=s%26cret", address.superuserUrl());
    }

    @Test
    void anAddressMayBeAJdbcUrl() {
        String url = "jdbc:postgresql://db.example/template1?user=admin&password=secret";
        PostgresAddress address = PostgresAddress.parse(url);
        assertEquals("db.example:5432", address.host());
        assertEquals("jdbc:postgresql://db.example:5432/template1?user=admin&password=secret", address.superuserUrl());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db.example", "postgresql://db.example/postgres", "mysql://a:b@db.example/x", "a b"})
    void whatIsNoAddressOfASuperuserIsRefused(String text) {
        assertThrows(CannotStart.class, () -> PostgresAddress.parse(text));
    }
}
