package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonregistry.account.modelled.Door.Person;
import org.carbonregistry.events.serial.SerialRange;

/** An authority's order: exactly one of account, project and serials is not null. */
record OrderFreeze(
        String externalId, Person who, String account, String project, List<SerialRange> serials, String reason)
        implements Command {

    @Override
    public Answer send(Door door) {
        return door.post(
                who,
                "/v1/freezes",
                Door.body(
                        "externalId",
                        externalId,
                        "account",
                        account,
                        "project",
                        project,
                        "serials",
                        serials == null
                                ? null
                                : serials.stream().map(SerialRange::format).toList(),
                        "authority",
                        "High Court",
                        "reason",
                        reason,
                        "evidenceSha256",
                        "cd".repeat(32)),
                null);
    }

    /** The same name with another content. */
    OrderFreeze other() {
        return new OrderFreeze(externalId, who, account, project, serials, reason + "!");
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        Model.Freeze freeze = new Model.Freeze();
        freeze.account = account;
        freeze.project = project;
        if (account != null && !m.accounts.containsKey(account)) {
            throw new No("unknown-account");
        }
        if (project != null
                && m.blocks.values().stream().noneMatch(b -> b.is().project().equals(project))) {
            throw new No("unknown-project");
        }
        if (serials != null) {
            freeze.units = units(m);
        }
        return Plan.of(answer -> {
            if (m.freezes.putIfAbsent(answer.id(), freeze) != null) {
                throw new Wrong("freeze " + answer.id() + " was ordered twice");
            }
        });
    }

    private Map<String, BitSet> units(Model m) {
        Map<String, BitSet> units = new TreeMap<>();
        for (SerialRange serial : serials) {
            Model.Block block = m.blocks.get(serial.blockName());
            if (block == null || serial.units().last() > block.is().quantity()) {
                throw new No("unknown-serial");
            }
            if (serial.vintage() != block.is().vintage()) {
                throw new No("inconsistent-serial");
            }
            BitSet set = units.computeIfAbsent(serial.blockName(), b -> new BitSet());
            BitSet named = Model.bits(serial.units());
            if (set.intersects(named)) {
                throw new No("repeated-units");
            }
            set.or(named);
        }
        return units;
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("orderedAt");
    }
}
