package org.carbonregistry.retirement.registers;

import java.util.Map;
import java.util.Optional;

/** Accounts and programmes, as far as a decision needs them. */
public record Registers(Map<String, Account> accounts, Map<String, Program> programs) {

    public Registers {
        accounts = Map.copyOf(accounts);
        programs = Map.copyOf(programs);
    }

    public Optional<Account> account(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    public Optional<Program> program(String code) {
        return Optional.ofNullable(programs.get(code));
    }
}
