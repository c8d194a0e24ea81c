package org.carbonregistry.account;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.ProgramChanged;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.message.RetirementRefused;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;

/** A registry for a test: programmes, organisations, accounts and blocks, all made through the service's own doors. */
public final class Registry {

    /** A programme whose import is closed. */
    public static final String CLOSED_PROGRAM = "CCR";
    /** A programme that is being brought in. */
    public static final String OPEN_PROGRAM = "VER";

    /** The number of the next block; 0 before the first: an application that was started anew goes on with the blocks there are. */
    private static final AtomicLong NEXT = new AtomicLong();

    private static boolean programsKnown;

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private Registry() {}

    // ---- who is calling

    public static RequestSpecification registrar() {
        return as("rosa", "registry", "registrar");
    }

    public static RequestSpecification auditor() {
        return as("otto", "audit-house", "auditor");
    }

    public static RequestSpecification holder(String organisation) {
        return as("anna of " + organisation, organisation, "holder");
    }

    public static RequestSpecification as(String person, String organisation, String... roles) {
        return given().auth()
                .oauth2(TestTokens.token(person, organisation, roles))
                .contentType(ContentType.JSON);
    }

    // ---- registers

    /** A new organisation. */
    public static String organisation() {
        String code = "org-" + UUID.randomUUID();
        registrar()
                .body("{\"code\":\"%s\",\"name\":\"Organisation %s\",\"country\":\"KE\"}".formatted(code, code))
                .post("/v1/organisations")
                .then()
                .statusCode(201);
        return code;
    }

    /** A new account of an organisation. */
    public static String account(String organisation) {
        return registrar()
                .body(
                        "{\"organisation\":\"%s\",\"kind\":\"holding\",\"name\":\"Main\",\"kycEvidenceSha256\":\"%s\",\"kycDate\":\"2024-02-29\"}"
                                .formatted(organisation, "ab".repeat(32)))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A new account of a new organisation. */
    public static Holder newHolder() {
        String organisation = organisation();
        return new Holder(organisation, account(organisation));
    }

    /** An account and who may use it. */
    public record Holder(String organisation, String account) {

        public RequestSpecification call() {
            return holder(organisation);
        }
    }

    public static synchronized void knowPrograms() {
        if (!programsKnown) {
            program(CLOSED_PROGRAM, "closed");
            program(OPEN_PROGRAM, "open");
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> number("select count(*) from account where kind = 'retired'") == 2);
            programsKnown = true;
        }
    }

    private static void program(String code, String importState) {
        Instant now = Instant.now();
        ProgramChanged changed = new ProgramChanged(
                code,
                1,
                code,
                "global",
                List.of(),
                1000,
                List.of(),
                2000,
                true,
                "none",
                0,
                List.of(),
                null,
                importState,
                now);
        Broker.shared().send(Message.fact(MessageType.PROGRAM_REGISTERED, "program:" + code, 1, now, changed));
    }

    // ---- blocks

    /** What issuance-service orders: a block of vintage 2023 of a project of its own. */
    public static BlockOrdered blockOrder(String program, String account, long quantity, long buffer) {
        return blockOrder(program, account, quantity, buffer, 2023);
    }

    public static BlockOrdered blockOrder(String program, String account, long quantity, long buffer, int vintage) {
        if (NEXT.get() == 0) {
            NEXT.compareAndSet(0, number("select coalesce(max(block_number), 0) + 1 from block"));
        }
        long number = NEXT.getAndIncrement();
        return new BlockOrdered(
                new BlockDescription(
                        program + "-" + number,
                        program,
                        program + "-" + (1000 + number),
                        String.valueOf(1000 + number),
                        "KE",
                        number,
                        LocalDate.of(vintage, 1, 1),
                        LocalDate.of(vintage, 12, 31),
                        1000,
                        quantity),
                UUID.randomUUID(),
                account,
                buffer,
                null,
                List.of(),
                "rosa",
                Instant.now());
    }

    public static void send(BlockOrdered order) {
        Broker.shared()
                .send(Message.command(
                        MessageType.BLOCK_ORDERED, order.description().block(), Instant.now(), order));
    }

    /** Opens a block and waits until it is there. */
    public static BlockDescription block(String account, long quantity) {
        return open(blockOrder(CLOSED_PROGRAM, account, quantity, 0));
    }

    public static BlockDescription open(BlockOrdered order) {
        knowPrograms();
        send(order);
        String name = order.description().block();
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> number("select count(*) from block where name = '" + name + "'") == 1);
        return order.description();
    }

    public static String serial(BlockDescription d, long first, long last) {
        return new SerialRange(
                        d.program(),
                        d.country(),
                        d.projectCode(),
                        d.vintage(),
                        d.blockNumber(),
                        new UnitRange(first, last))
                .format();
    }

    // ---- retirements

    public static RetirementOrdered retirement(Holder holder, Long quantity, BlockDescription block) {
        return retirement(holder, quantity, block.block(), null);
    }

    public static RetirementOrdered retirement(Holder holder, Long quantity, String block, List<String> serials) {
        return new RetirementOrdered(
                UUID.randomUUID(),
                holder.organisation(),
                holder.account(),
                serials,
                quantity,
                null,
                null,
                null,
                block,
                null,
                null,
                "anna",
                null,
                Instant.now());
    }

    public static void send(RetirementOrdered order) {
        Broker.shared().send(Message.command(MessageType.RETIREMENT_ORDERED, order.account(), order.time(), order));
    }

    /** The outcome of a retirement order, waited for. */
    public static Message outcome(UUID retirement) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> !outcomes(retirement).isEmpty());
        return outcomes(retirement).get(0);
    }

    public static List<Message> outcomes(UUID retirement) {
        return Broker.shared().published().stream()
                .filter(m -> m.type().content() == RetirementExecuted.class
                        || m.type().content() == RetirementRefused.class)
                .filter(m -> m.key().equals(retirement.toString()))
                .toList();
    }

    /** The code an order was refused with, or "executed". */
    public static String answer(RetirementOrdered order) {
        send(order);
        Message outcome = outcome(order.retirement());
        return outcome.type() == MessageType.RETIREMENT_EXECUTED
                ? "executed"
                : outcome.content(RetirementRefused.class).code();
    }

    // ---- transfers

    public static Response transfer(Holder from, String to, String selection) {
        return from.call()
                .body("{\"externalId\":\"%s\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",%s}"
                        .formatted(UUID.randomUUID(), from.account(), to, selection))
                .post("/v1/transfers");
    }

    // ---- the database, from outside

    /** Facts of a stream, once there are at least so many. */
    public static List<Message> facts(String stream, int atLeast) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> facts(stream).size() >= atLeast);
        return facts(stream);
    }

    private static List<Message> facts(String stream) {
        return Broker.shared().published().stream()
                .filter(m -> stream.equals(m.stream()))
                .toList();
    }

    public static long number(String query) {
        try (Connection c = connection("account");
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** A connection as a role: {@code account} as the service has it, {@code account_owner} as migrations have it. */
    public static Connection connection(String role) throws SQLException {
        return DriverManager.getConnection(RegistryEnvironment.postgres().jdbcUrl("account"), role, role);
    }

    /** Statements of the owner, who may do everything, without the checks of the service. */
    public static void asOwner(String... statements) throws SQLException {
        try (Connection c = connection("account_owner");
                Statement s = c.createStatement()) {
            c.setAutoCommit(false);
            for (String statement : statements) {
                s.execute(statement);
            }
            c.commit();
        }
    }
}
