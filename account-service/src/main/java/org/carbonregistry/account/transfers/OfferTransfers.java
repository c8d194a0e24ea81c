package org.carbonregistry.account.transfers;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.LedgerFacts;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.LedgerWriter;
import org.carbonregistry.account.ledger.MovementKind;
import org.carbonregistry.account.ledger.RecordedTransaction;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.account.limits.AccountLimits;
import org.carbonregistry.account.transfers.DecideOffers.Decided;
import org.carbonregistry.account.transfers.DecideOffers.Decision;
import org.carbonregistry.account.transfers.DecideOffers.Ready;
import org.carbonregistry.account.transfers.DecideOffers.Rules;
import org.carbonregistry.account.trust.TrustedSenders;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;

/**
 * Carries a set of offers out in one transaction, no SQL per offer. A crash before its commit leaves nothing of the set, a
 * crash after it all of it; who asks again is answered with what was made.
 */
@Singleton
public class OfferTransfers {

    /** What one offer is answered with: a transfer, or a refusal. */
    public record Outcome(TransferAnswer answer, Refused refusal) {}

    private final Accounts accounts;
    private final AccountLimits limits;
    private final TrustedSenders trusted;
    private final BlockLocks locks;
    private final Transfers transfers;
    private final LedgerWriter writer;
    private final Outbox outbox;
    private final LedgerMetrics metrics;
    private final DecideOffers.Terms terms;
    private final Blinds blinds = Blinds.random();

    OfferTransfers(
            Accounts accounts,
            AccountLimits limits,
            TrustedSenders trusted,
            BlockLocks locks,
            Transfers transfers,
            LedgerWriter writer,
            Outbox outbox,
            LedgerMetrics metrics,
            AccountConfig config) {
        this.accounts = accounts;
        this.limits = limits;
        this.trusted = trusted;
        this.locks = locks;
        this.transfers = transfers;
        this.writer = writer;
        this.outbox = outbox;
        this.metrics = metrics;
        this.terms = new DecideOffers.Terms(config.offerStands(), config.offerStandsAtMost());
    }

    /** The outcomes, in the order of the offers, which fit together (see {@link Together}). */
    public Uni<List<Outcome>> offer(SqlConnection c, List<Offer> offers) {
        return transfers
                .byNames(c, offers.stream().map(Offer::name).toList())
                .chain(before -> accounts.share(c, named(offers)).chain(known -> {
                    Map<Offer, Outcome> outcomes = new LinkedHashMap<>();
                    List<Ready> ready = new ArrayList<>(offers.size());
                    for (Offer offer : offers) {
                        outcomes.put(offer, null);
                        try {
                            Transfer made = before.get(offer.name());
                            if (made == null) {
                                ready.add(ready(offer, known));
                            } else {
                                outcomes.put(
                                        offer, new Outcome(ProposeTransfer.repeat(made, offer.fingerprint()), null));
                            }
                        } catch (Refused refused) {
                            outcomes.put(offer, new Outcome(null, refused));
                        }
                    }
                    return decide(c, ready)
                            .invoke(decisions -> decisions.forEach(d -> outcomes.put(
                                    d.ready().offer(),
                                    d.refusal() == null
                                            ? new Outcome(new TransferAnswer(d.transfer(), false), null)
                                            : new Outcome(null, d.refusal()))))
                            .map(decisions -> List.copyOf(outcomes.values()));
                }));
    }

    private static Set<Long> named(List<Offer> offers) {
        Set<Long> named = new TreeSet<>();
        for (Offer offer : offers) {
            offer.sender().ifPresent(named::add);
            offer.receiver().ifPresent(named::add);
        }
        return named;
    }

    private static Ready ready(Offer offer, Map<Long, Account> known) {
        ProposeTransfer.Request request = offer.request();
        Account from = find(offer.sender(), known);
        Account.requireSender(from, request.fromAccount(), offer.organisation(), "/fromAccount");
        Account to = find(offer.receiver(), known);
        Account.requireReceiver(to, request.toAccount(), "/toAccount");
        if (to.id() == from.id()) {
            throw new Refused(AccountRefusal.SAME_ACCOUNT, "units move between two accounts", "/toAccount");
        }
        Wanted wanted = Wanted.of(
                new Wanted.Filter(from.id(), request.program(), request.project(), request.vintage(), request.block()),
                request.serials(),
                request.quantity());
        return new Ready(offer, from, to, wanted);
    }

    private static Account find(OptionalLong number, Map<Long, Account> known) {
        return number.isEmpty() ? null : known.get(number.getAsLong());
    }

    private Uni<List<Decision>> decide(SqlConnection c, List<Ready> ready) {
        if (ready.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Set<Long> receivers = new TreeSet<>();
        ready.forEach(r -> receivers.add(r.to().id()));
        return rules(c, ready)
                .chain(rules -> locks.decide(
                        c,
                        ready.stream().map(Ready::wanted).toList(),
                        receivers,
                        book -> DecideOffers.decide(ready, rules, book, blinds),
                        Decided::fellShort))
                .chain(decided -> write(c, decided).replaceWith(decided.decisions()));
    }

    /** The accounts' rows say whether there is something to look up: of most there is not, and nothing is asked. */
    private Uni<Rules> rules(SqlConnection c, List<Ready> ready) {
        List<Account> strangers = ready.stream()
                .filter(r -> !r.from().organisation().equals(r.to().organisation()))
                .map(Ready::to)
                .toList();
        return Uni.combine()
                .all()
                .unis(limits.ofSenders(c, ready.stream().map(Ready::from).toList()), trusted.ofReceivers(c, strangers))
                .with((sending, trust) -> new Rules(terms, sending, trust));
    }

    private Uni<Void> write(SqlConnection c, Decided decided) {
        List<Transfer> made = new ArrayList<>();
        List<RecordedTransaction> transactions = new ArrayList<>();
        List<Message> facts = new ArrayList<>();
        for (Decision d : decided.decisions()) {
            if (d.transfer() != null) {
                made.add(d.transfer());
            }
            if (d.entry() != null) {
                transactions.add(new RecordedTransaction(
                        d.transfer().id(),
                        "transfer",
                        d.transfer().fingerprint(),
                        d.entry().actor(),
                        d.entry().time(),
                        null,
                        null,
                        null));
                facts.addAll(LedgerFacts.transferred(d.entry(), d.movements(), decided.book()));
            }
        }
        if (made.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long units = decided.journal().movements().stream()
                .mapToLong(m -> m.units().quantity())
                .sum();
        return Uni.join()
                .all(
                        transfers.insert(c, made),
                        writer.write(c, decided.book().holdings().changes(), decided.journal()),
                        writer.record(c, transactions),
                        outbox.write(c, facts))
                .andFailFast()
                .invoke(() -> metrics.moved(
                        MovementKind.TRANSFERRED,
                        transactions.size(),
                        decided.journal().movements().size(),
                        units))
                .replaceWithVoid();
    }
}
