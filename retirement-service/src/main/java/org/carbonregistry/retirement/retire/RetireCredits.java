package org.carbonregistry.retirement.retire;

import static org.carbonregistry.retirement.retire.RetirementRefusal.ACCOUNT_CLOSED;
import static org.carbonregistry.retirement.retire.RetirementRefusal.ACCOUNT_SUSPENDED;
import static org.carbonregistry.retirement.retire.RetirementRefusal.BENEFICIARY_REQUIRED;
import static org.carbonregistry.retirement.retire.RetirementRefusal.EFFECTIVE_DATE_IN_FUTURE;
import static org.carbonregistry.retirement.retire.RetirementRefusal.EFFECTIVE_DATE_NOT_ALLOWED;
import static org.carbonregistry.retirement.retire.RetirementRefusal.EFFECTIVE_DATE_TOO_EARLY;
import static org.carbonregistry.retirement.retire.RetirementRefusal.INVALID_BENEFICIARY;
import static org.carbonregistry.retirement.retire.RetirementRefusal.INVALID_IDENTIFIER;
import static org.carbonregistry.retirement.retire.RetirementRefusal.INVALID_NOT_STATED;
import static org.carbonregistry.retirement.retire.RetirementRefusal.MISSING_ACCOUNT;
import static org.carbonregistry.retirement.retire.RetirementRefusal.MISSING_EXTERNAL_ID;
import static org.carbonregistry.retirement.retire.RetirementRefusal.NOT_STATED_NOT_ALLOWED;
import static org.carbonregistry.retirement.retire.RetirementRefusal.PURPOSE_REQUIRED;
import static org.carbonregistry.retirement.retire.RetirementRefusal.SCHEME_REQUIRED;
import static org.carbonregistry.retirement.retire.RetirementRefusal.UNKNOWN_ACCOUNT;
import static org.carbonregistry.retirement.retire.RetirementRefusal.UNKNOWN_COUNTRY;
import static org.carbonregistry.retirement.retire.RetirementRefusal.UNKNOWN_HOLD;
import static org.carbonregistry.retirement.retire.RetirementRefusal.UNKNOWN_PROGRAM;
import static org.carbonregistry.retirement.retire.RetirementRefusal.UNKNOWN_PURPOSE;
import static org.carbonregistry.retirement.retire.RetirementRefusal.WRONG_OWNER;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.retirement.registers.Account;
import org.carbonregistry.retirement.registers.Program;
import org.carbonregistry.retirement.registers.Registers;

/**
 * The door: what can be known about a request before the ledger sees it. First its form ({@link #read}), then, unless the same
 * order is there already, whether this organisation may order it ({@link #permit}).
 *
 * <p>The life of a retirement, step by step; {@code RetirementFaultIT} fails and repeats each of them:
 *
 * <pre>
 * step                              what commits together                 lost before it       lost after it or repeated
 * 1 {@link StoreOrders}                     order REQUESTED, its command          client asks again    same externalId: same retirement
 *   relay → registry.retirement-orders                                    sent again           ledger knows the order by its id
 * 2 account-service                 <b>units move to RETIRED, outcome</b>        {@link ResendOrders} 10 s   same outcome again
 *   ─── point of no return and legal moment: nothing after it is undone ───
 *   relay → registry.order-outcomes                                       {@link ResendOrders} 10 s   first outcome counts
 * 3 {@link CompleteRetirements}             number, COMPLETED or REFUSED, fact,   batch is read again  offset and status say it is done
 *                                   offset
 *   relay → registry.retirements                                          sent again           same id, number and bytes
 * 4 public-api                      certificate is shown                  asks for the fact    has it already
 * </pre>
 */
public final class RetireCredits {

    private static final int FIRST_CREDITS = 1988;
    private static final String NOT_STATED = "not-stated";
    private static final String KIND_OPEN = "beneficiaryKind";
    private static final Set<String> PURPOSES =
            Set.of("voluntary", "compliance", "corsia", "national-contribution", "other", NOT_STATED);
    private static final Set<String> KINDS = Set.of("organisation", "person", NOT_STATED);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern FACT = Pattern.compile("[a-z][A-Za-z]{0,39}");

    private RetireCredits() {}

    /**
     * Reads a request into an order of the right form.
     *
     * @throws Refused naming the first rule it breaks
     */
    public static Order read(RetirementRequest request) {
        String externalId = StatedText.line(request.externalId(), 200, "/externalId");
        require(externalId != null, MISSING_EXTERNAL_ID, "give the retirement a name of your own", "/externalId");
        String account = StatedText.line(request.account(), 40, "/account");
        require(account != null, MISSING_ACCOUNT, "name the account the units are in", "/account");
        SelectedUnits units = SelectedUnits.read(request);
        String scheme = StatedText.line(request.scheme(), 200, "/scheme");
        String reason = StatedText.lines(request.reason(), 4000, "/reason");
        String message = StatedText.lines(request.message(), 4000, "/message");
        TreeSet<String> notStated = notStated(request.notStated());
        Order.Beneficiary beneficiary = beneficiary(request.beneficiary(), notStated);
        String purpose = purpose(request.purpose(), notStated);
        require(
                !"compliance".equals(purpose) || scheme != null,
                SCHEME_REQUIRED,
                "a retirement for compliance names its scheme",
                "/scheme");
        return new Order(
                externalId,
                account,
                units.serials(),
                units.quantity(),
                units.program(),
                units.project(),
                units.vintage(),
                units.block(),
                hold(request.hold()),
                beneficiary,
                purpose,
                scheme,
                reason,
                message,
                request.effectiveDate(),
                List.copyOf(notStated));
    }

    /**
     * Whether an organisation may give this order now, as far as this service knows. The ledger checks again.
     *
     * @throws Refused naming the first rule it breaks
     */
    public static void permit(Order order, String organisation, Registers registers, LocalDate today) {
        if (order.hold() == null) {
            requireOwnAndOpen(order.account(), organisation, registers);
        } else {
            // Out of a hold its settlement agent retires the units of another. Only the ledger knows whose hold it is;
            // to
            // anybody else nothing is told of the account, not even whether there is one.
            require(
                    organisation != null,
                    WRONG_OWNER,
                    "your token names no organisation that could own a hold",
                    "/hold");
        }
        Optional<Program> program = order.namedProgram().flatMap(registers::program);
        require(
                order.program() == null || program.isPresent(),
                UNKNOWN_PROGRAM,
                "there is no programme " + order.program(),
                "/program");
        boolean importIsOpen = program.map(Program::importIsOpen).orElse(false);
        for (String fact : order.notStated()) {
            require(
                    importIsOpen
                            || program.map(p -> p.mayBeNotStated().contains(fact))
                                    .orElse(false),
                    NOT_STATED_NOT_ALLOWED,
                    fact + " may be left open only where the programme allows it or while its import is open"
                            + (order.program() == null ? "; name the programme" : ""),
                    "/notStated");
        }
        if (order.effectiveDate() != null) {
            require(
                    importIsOpen,
                    EFFECTIVE_DATE_NOT_ALLOWED,
                    "an original date is accepted only while the programme's import is open"
                            + (order.program() == null ? "; name the programme" : ""),
                    "/effectiveDate");
            require(
                    !order.effectiveDate().isAfter(today),
                    EFFECTIVE_DATE_IN_FUTURE,
                    "the original date " + order.effectiveDate() + " is in the future",
                    "/effectiveDate");
            require(
                    order.effectiveDate().getYear() >= FIRST_CREDITS,
                    EFFECTIVE_DATE_TOO_EARLY,
                    "there were no carbon credits before " + FIRST_CREDITS,
                    "/effectiveDate");
        }
    }

    private static void requireOwnAndOpen(String name, String organisation, Registers registers) {
        Account account = registers
                .account(name)
                .orElseThrow(() -> new Refused(UNKNOWN_ACCOUNT, "there is no account " + name, "/account"));
        require(
                organisation != null && organisation.equals(account.organisation()),
                WRONG_OWNER,
                "account " + name + " does not belong to your organisation",
                "/account");
        require(
                !"suspended".equals(account.status()),
                ACCOUNT_SUSPENDED,
                "account " + name + " is suspended",
                "/account");
        require(
                "open".equals(account.status()),
                ACCOUNT_CLOSED,
                "account " + name + " is " + account.status(),
                "/account");
    }

    private static UUID hold(String given) {
        try {
            return given == null ? null : UUID.fromString(given);
        } catch (IllegalArgumentException e) {
            throw new Refused(UNKNOWN_HOLD, "there is no hold " + given, "/hold");
        }
    }

    private static TreeSet<String> notStated(List<String> given) {
        TreeSet<String> facts = new TreeSet<>();
        for (String fact : given == null ? List.<String>of() : given) {
            require(
                    fact != null && FACT.matcher(fact).matches() && facts.size() < 20,
                    INVALID_NOT_STATED,
                    "at most 20 names of facts, for example beneficiary or purpose",
                    "/notStated");
            facts.add(fact);
        }
        return facts;
    }

    private static Order.Beneficiary beneficiary(RetirementRequest.Beneficiary given, Set<String> notStated) {
        String kind = given == null ? null : given.kind();
        String name = given == null ? null : StatedText.line(given.name(), 300, "/beneficiary/name");
        String identifier = given == null ? null : StatedText.line(given.identifier(), 100, "/beneficiary/identifier");
        String country = given == null ? null : given.country();
        boolean named = name != null || identifier != null;
        require(
                kind == null || KINDS.contains(kind),
                INVALID_BENEFICIARY,
                "kind is one of organisation, person, not-stated",
                "/beneficiary/kind");
        require(
                kind == null || NOT_STATED.equals(kind) || !notStated.contains(KIND_OPEN),
                INVALID_BENEFICIARY,
                "the kind of the beneficiary is given and said to be not stated",
                "/beneficiary/kind");
        if (NOT_STATED.equals(kind) && !named) {
            notStated.add("beneficiary");
        }
        boolean leftOpen = notStated.contains("beneficiary");
        require(
                named || leftOpen,
                BENEFICIARY_REQUIRED,
                "name the beneficiary, or say in notStated that the source does not",
                "/beneficiary");
        require(
                !named || !leftOpen,
                INVALID_BENEFICIARY,
                "the beneficiary is named and said to be not stated",
                "/beneficiary");
        require(
                identifier == null
                        || !LegalEntityIdentifier.looksLikeOne(identifier)
                        || LegalEntityIdentifier.isValid(identifier),
                INVALID_IDENTIFIER,
                identifier + " looks like an LEI, but its check digits are wrong",
                "/beneficiary/identifier");
        require(
                country == null || COUNTRIES.contains(country),
                UNKNOWN_COUNTRY,
                "countries are ISO 3166-1 alpha-2 codes",
                "/beneficiary/country");
        return leftOpen && country == null
                ? Order.Beneficiary.NOT_STATED
                : new Order.Beneficiary(leftOpen || kind == null ? NOT_STATED : kind, name, identifier, country);
    }

    private static String purpose(String given, Set<String> notStated) {
        if (NOT_STATED.equals(given)) {
            notStated.add("purpose");
        }
        boolean leftOpen = notStated.contains("purpose");
        String purpose = given == null && leftOpen ? NOT_STATED : given;
        require(
                purpose != null,
                PURPOSE_REQUIRED,
                "name the purpose, or say in notStated that the source does not",
                "/purpose");
        require(
                PURPOSES.contains(purpose) && leftOpen == NOT_STATED.equals(purpose),
                UNKNOWN_PURPOSE,
                "purpose is one of voluntary, compliance, corsia, national-contribution, other, not-stated",
                "/purpose");
        return purpose;
    }

    private static void require(boolean holds, RetirementRefusal otherwise, String detail, String pointer) {
        if (!holds) {
            throw new Refused(otherwise, detail, pointer);
        }
    }
}
