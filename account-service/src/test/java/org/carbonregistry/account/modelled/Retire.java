package org.carbonregistry.account.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;
import org.carbonregistry.account.modelled.Model.Title;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;

/** A retirement order: of free units by their holder, or out of a hold by its venue. */
record Retire(UUID retirement, Person who, String account, Selection wanted, UUID hold) implements Command {

    @Override
    public Answer send(Door door) {
        return door.order(message(), retirement.toString());
    }

    Message message() {
        Instant time = Instant.EPOCH.plusSeconds(1_700_000_000);
        RetirementOrdered order = new RetirementOrdered(
                retirement,
                who.organisation(),
                account,
                wanted.texts(),
                wanted.quantity(),
                null,
                wanted.project(),
                wanted.vintage(),
                wanted.block(),
                null,
                hold,
                who.name(),
                null,
                time);
        return Message.command(MessageType.RETIREMENT_ORDERED, account, time, order);
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        Title from = Title.free(account);
        Model.Hold h = null;
        if (hold != null) {
            h = ReleaseHold.requireActing(m, hold, who.organisation(), now);
            if (!h.account.equals(account)) {
                throw new No("not-on-this-hold");
            }
            m.requireSender(account, m.accounts.get(account).organisation);
            from = new Title(account, null, hold);
        } else {
            m.requireSender(account, who.organisation());
        }
        Map<String, BitSet> units =
                m.pick(from, wanted, h == null ? null : h.blocks, Map.of(), seen == null ? null : units(seen));
        MandateRules mandates =
                new MandateRules(m, who.organisation(), now, seen == null ? null : retirement, new HashMap<>());
        if (h != null) {
            mandates.useHeld("retire", h.mandate, account, Model.size(units));
        }
        Model.Hold held = h;
        Title title = from;
        return new Plan(units, answer -> {
            m.move(retirement, "retired", units, title, m.system.get("retired"));
            if (held != null) {
                held.settled += Model.size(units);
                held.status = held.left() == 0 ? "settled" : held.status;
                mandates.write();
            }
        });
    }

    @Override
    public Map<String, BitSet> units(Answer answer) {
        Map<String, BitSet> units = new TreeMap<>();
        for (JsonNode part : answer.body().path("parts")) {
            BitSet set =
                    units.computeIfAbsent(part.path("description").path("block").asText(), b -> new BitSet());
            for (JsonNode r : part.path("ranges")) {
                set.or(Model.bits(
                        new UnitRange(r.path("first").asLong(), r.path("last").asLong())));
            }
        }
        return units;
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("time");
    }
}
