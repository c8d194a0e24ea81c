package org.carbonregistry.retirement.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.http.StrictJson;
import org.carbonregistry.retirement.registers.Account;
import org.carbonregistry.retirement.registers.Program;
import org.carbonregistry.retirement.registers.Registers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door, one line per request: what is changed in a request that is right, and the refusal that must come. */
class RetireCreditsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final String RIGHT =
            """
            {"externalId":"a","account":"A1","quantity":5,"beneficiary":{"name":"Acme"},"purpose":"voluntary"}""";
    private static final Registers REGISTERS = new Registers(
            Map.of(
                    "A1", new Account("A1", "acme", "open"),
                    "A2", new Account("A2", "other", "open"),
                    "A3", new Account("A3", "acme", "suspended"),
                    "A4", new Account("A4", "acme", "closed"),
                    "A5", new Account("A5", null, "open")),
            Map.of(
                    "CCR", new Program("CCR", "none", Set.of()),
                    "OLD", new Program("OLD", "closed", Set.of("purpose")),
                    "VER", new Program("VER", "open", Set.of())));

    private static final ObjectMapper MAPPER = mapper();

    static Stream<Arguments> refused() {
        return Stream.of(
                // name and account
                arguments("externalId", "null", "missing-external-id", "/externalId"),
                arguments("externalId", "\"  \"", "missing-external-id", "/externalId"),
                arguments("externalId", quoted("x".repeat(201)), "invalid-text", "/externalId"),
                arguments("externalId", "\"a\\u0008b\"", "invalid-text", "/externalId"),
                arguments("account", "null", "missing-account", "/account"),
                arguments("account", "\"A1\\u0007\"", "invalid-text", "/account"),
                // units
                arguments("quantity", "null", "quantity-or-serials", "/quantity"),
                arguments("serials", "[\"CCR-KE-1-2023-58-1-2\"]", "quantity-or-serials", "/quantity"),
                arguments("quantity", "0", "invalid-quantity", "/quantity"),
                arguments("quantity", "-5", "invalid-quantity", "/quantity"),
                arguments("quantity", "-9223372036854775808", "invalid-quantity", "/quantity"),
                arguments("program", "\"ccr\"", "invalid-selection", "/program"),
                arguments("project", "\"1042\"", "invalid-selection", "/project"),
                arguments("block", "\"CCR-058\"", "invalid-selection", "/block"),
                arguments("vintage", "23", "invalid-selection", "/vintage"),
                arguments("+program,project", "\"CCR\",\"VER-7\"", "several-programs", "/program"),
                arguments("hold", "\"the one of yesterday\"", "unknown-hold", "/hold"),
                arguments("quantity>serials", "[]", "invalid-serial", "/serials"),
                arguments("quantity>serials", "[null]", "invalid-serial", "/serials/0"),
                arguments("quantity>serials", "[\"CCR-KE-1-2023-58-2-1\"]", "invalid-serial", "/serials/0"),
                arguments("quantity>serials", "[\"CCR-KE-1-2023-58-01\"]", "invalid-serial", "/serials/0"),
                arguments("quantity>serials", "[\"CCR-KE-1-2023-58-1-2 \"]", "invalid-serial", "/serials/0"),
                arguments(
                        "quantity>serials",
                        "[\"CCR-KE-1-2023-58-99999999999999999999\"]",
                        "invalid-serial",
                        "/serials/0"),
                arguments(
                        "quantity>serials",
                        "[\"CCR-KE-1-2023-58-1-9\",\"CCR-KE-1-2023-59-9\",\"CCR-KE-1-2023-58-9-12\"]",
                        "repeated-units",
                        "/serials/2"),
                arguments(
                        "quantity>serials",
                        "[\"CCR-KE-1-2023-58-1-9\",\"VER-KE-1-2023-58-1-9\"]",
                        "several-programs",
                        "/serials"),
                arguments(
                        "quantity>serials,program",
                        "[\"CCR-KE-1-2023-58-1-9\"],\"CCR\"",
                        "invalid-selection",
                        "/serials"),
                // texts
                arguments("reason", quoted("x".repeat(4001)), "invalid-text", "/reason"),
                arguments("message", "\"a\\u0008\"", "invalid-text", "/message"),
                arguments("message", "\"turned \\u202e round\"", "invalid-text", "/message"),
                arguments("scheme", "\"two\\nlines\"", "invalid-text", "/scheme"),
                arguments("notStated", "[\"a b\"]", "invalid-not-stated", "/notStated"),
                arguments("notStated", "[null]", "invalid-not-stated", "/notStated"),
                // beneficiary and purpose
                arguments("beneficiary", "null", "beneficiary-required", "/beneficiary"),
                arguments("beneficiary", "{\"country\":\"KE\"}", "beneficiary-required", "/beneficiary"),
                arguments(
                        "beneficiary",
                        "{\"name\":\"A\",\"kind\":\"firm\"}",
                        "invalid-beneficiary",
                        "/beneficiary/kind"),
                arguments(
                        "+notStated,beneficiary",
                        "[\"beneficiary\"],{\"name\":\"A\",\"kind\":\"not-stated\"}",
                        "invalid-beneficiary",
                        "/beneficiary"),
                arguments(
                        "+notStated,beneficiary",
                        "[\"beneficiaryKind\"],{\"name\":\"A\",\"kind\":\"organisation\"}",
                        "invalid-beneficiary",
                        "/beneficiary/kind"),
                arguments("beneficiary", "{\"name\":\"" + "x".repeat(301) + "\"}", "invalid-text", "/beneficiary/name"),
                arguments(
                        "beneficiary",
                        "{\"name\":\"A\",\"identifier\":\"529900T8BM49AURSDO56\"}",
                        "invalid-identifier",
                        "/beneficiary/identifier"),
                arguments(
                        "beneficiary",
                        "{\"name\":\"A\",\"country\":\"XX\"}",
                        "unknown-country",
                        "/beneficiary/country"),
                arguments(
                        "beneficiary",
                        "{\"name\":\"A\",\"country\":\"ke\"}",
                        "unknown-country",
                        "/beneficiary/country"),
                arguments("purpose", "null", "purpose-required", "/purpose"),
                arguments("purpose", "\"fun\"", "unknown-purpose", "/purpose"),
                arguments("notStated", "[\"purpose\"]", "unknown-purpose", "/purpose"),
                arguments("purpose", "\"compliance\"", "scheme-required", "/scheme"),
                // the account
                arguments("account", "\"A9\"", "unknown-account", "/account"),
                arguments("account", "\"A2\"", "wrong-owner", "/account"),
                arguments("account", "\"A5\"", "wrong-owner", "/account"),
                arguments("account", "\"A3\"", "account-suspended", "/account"),
                arguments("account", "\"A4\"", "account-closed", "/account"),
                // the programme
                arguments("program", "\"NIL\"", "unknown-program", "/program"),
                arguments("purpose", "\"not-stated\"", "not-stated-not-allowed", "/notStated"),
                arguments("+program,purpose", "\"CCR\",\"not-stated\"", "not-stated-not-allowed", "/notStated"),
                arguments("+program,notStated", "\"OLD\",[\"vvb\"]", "not-stated-not-allowed", "/notStated"),
                arguments("effectiveDate", "\"2020-01-01\"", "effective-date-not-allowed", "/effectiveDate"),
                arguments(
                        "+program,effectiveDate",
                        "\"CCR\",\"2020-01-01\"",
                        "effective-date-not-allowed",
                        "/effectiveDate"),
                arguments(
                        "+program,effectiveDate",
                        "\"OLD\",\"2020-01-01\"",
                        "effective-date-not-allowed",
                        "/effectiveDate"),
                arguments(
                        "+program,effectiveDate",
                        "\"VER\",\"2026-03-02\"",
                        "effective-date-in-future",
                        "/effectiveDate"),
                arguments(
                        "+program,effectiveDate",
                        "\"VER\",\"0712-01-01\"",
                        "effective-date-too-early",
                        "/effectiveDate"));
    }

    @ParameterizedTest(name = "{0} = {1} is {2}")
    @MethodSource("refused")
    void theDoorRefusesByName(String fields, String values, String code, String pointer) throws Exception {
        Refused refused = assertThrows(Refused.class, () -> order(changed(fields, values)));
        assertEquals(code + " " + pointer, refused.reason().code() + " " + refused.pointer(), refused.getMessage());
    }

    @Test
    void everyRefusalOfTheDoorHasALineInTheTable() {
        Set<String> tried = refused().map(a -> (String) a.get()[2]).collect(Collectors.toSet());
        // That the same name came with other content is seen in DoorDecisionTest; what follows an order, in
        // ApprovalDecisionTest and RejectionDecisionTest.
        Set<String> all = EnumSet.complementOf(EnumSet.of(
                        RetirementRefusal.EXTERNAL_ID_CONFLICT,
                        RetirementRefusal.MISSING_REASON,
                        RetirementRefusal.FOUR_EYES,
                        RetirementRefusal.NOT_AWAITING_APPROVAL,
                        RetirementRefusal.APPROVAL_EXPIRED))
                .stream()
                .map(RetirementRefusal::code)
                .collect(Collectors.toSet());
        assertEquals(all, tried);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("externalId", "\" a \""),
                arguments("quantity", "9223372036854775807"),
                arguments(
                        "quantity>serials", "[\"CCR-KE-1-2023-58-1\",\"CCR-KE-1-2023-58-2-9\",\"CCR-KE-1-2023-59-1\"]"),
                arguments("+program,project,vintage,block", "\"CCR\",\"CCR-1042\",2023,\"CCR-58\""),
                arguments("message", quoted("x".repeat(4000))),
                arguments("message", "\"two\\nlines\\tand a \\ud83c\\udf33\""),
                arguments("beneficiary", "{\"name\":\"A\",\"identifier\":\"529900T8BM49AURSDO55\",\"country\":\"KE\"}"),
                arguments("beneficiary", "{\"name\":\"A\",\"identifier\":\"HRB 12345\"}"),
                arguments("beneficiary", "{\"identifier\":\"HRB 12345\"}"),
                arguments("beneficiary", "{\"name\":\"A Person\",\"kind\":\"person\"}"),
                arguments("beneficiary", "{\"name\":\"A\",\"kind\":\"not-stated\"}"),
                arguments("+project,notStated", "\"VER-7\",[\"beneficiaryKind\"]"),
                arguments(
                        "+project,notStated,beneficiary",
                        "\"VER-7\",[\"beneficiaryKind\"],{\"name\":\"A\",\"kind\":\"not-stated\"}"),
                arguments("+purpose,scheme", "\"compliance\",\"CORSIA pilot\""),
                arguments("+program,purpose", "\"OLD\",\"not-stated\""),
                arguments("+project,beneficiary", "\"VER-7\",{\"kind\":\"not-stated\",\"country\":\"KE\"}"),
                arguments("+block,effectiveDate", "\"VER-7\",\"2008-02-29\""),
                arguments("quantity>serials,effectiveDate", "[\"VER-KE-1-2023-58-1-9\"],\"2026-03-01\""));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("accepted")
    void whatIsRightIsTaken(String fields, String values) throws Exception {
        order(changed(fields, values));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A1", "A2", "A3", "A4", "A5", "A9"})
    void whoNamesAHoldLearnsNothingOfTheAccountAtTheDoor(String account) throws Exception {
        Order order = RetireCredits.read(MAPPER.readValue(held(account), RetirementRequest.class));
        RetireCredits.permit(order, "a-venue", REGISTERS, TODAY);
        Refused refused = assertThrows(Refused.class, () -> RetireCredits.permit(order, null, REGISTERS, TODAY));
        assertEquals("wrong-owner /hold", refused.reason().code() + " " + refused.pointer());
    }

    @ParameterizedTest(name = "{0} with hold {1}: {2}")
    @CsvSource({
        "holder, false, permitted",
        "holder, true, forbidden",
        "venue, false, forbidden",
        "venue, true, permitted",
        "holder venue, false, permitted",
        "holder venue, true, permitted",
        "registrar, false, forbidden",
        "registrar, true, forbidden",
    })
    void aHolderRetiresOutOfItsAccountsAndAVenueOutOfHolds(String roles, boolean hold, String answer) throws Exception {
        Order order = RetireCredits.read(MAPPER.readValue(hold ? held("A1") : RIGHT, RetirementRequest.class));
        List<String> has = List.of(roles.split(" "));
        String said = "permitted";
        try {
            OrderingRole.require(order, OrderingRole.of(has::contains));
        } catch (Refused refused) {
            assertEquals("/hold", refused.pointer());
            assertEquals(403, refused.reason().status());
            said = refused.reason().code();
        }
        assertEquals(answer, said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"A\"}|not-stated",
                "{\"identifier\":\"HRB 12345\"}|not-stated",
                "{\"name\":\"A\",\"kind\":\"not-stated\"}|not-stated",
                "{\"name\":\"A\",\"kind\":\"organisation\"}|organisation",
                "{\"name\":\"A\",\"kind\":\"person\"}|person"
            })
    void whatABeneficiaryIsIsNeverGuessed(String beneficiary, String kind) throws Exception {
        Order order = order(changed("beneficiary", beneficiary));
        assertEquals(kind, order.beneficiary().kind());
        assertEquals(List.of(), order.notStated());
    }

    @Test
    void theProgrammeIsKnownFromProjectBlockOrSerials() throws Exception {
        assertEquals("VER", order(changed("project", "\"VER-7\"")).program());
        assertEquals("VER", order(changed("block", "\"VER-7\"")).program());
        assertEquals(
                "VER",
                order(changed("quantity>serials", "[\"VER-KE-1-2023-58-1\"]")).program());
    }

    private static Order order(String json) throws JsonProcessingException {
        Order order = RetireCredits.read(MAPPER.readValue(json, RetirementRequest.class));
        RetireCredits.permit(order, "acme", REGISTERS, TODAY);
        return order;
    }

    /** The right request with other values of some fields; {@code a>b} puts b instead of a, {@code +} is only for reading. */
    private static String changed(String fields, String values) throws JsonProcessingException {
        var request = (com.fasterxml.jackson.databind.node.ObjectNode) MAPPER.readTree(RIGHT);
        var given = MAPPER.readTree("[" + values + "]");
        List<String> names = Arrays.asList(fields.replace("+", "").split(","));
        for (int i = 0; i < names.size(); i++) {
            String[] replaced = names.get(i).split(">");
            request.remove(replaced[0]);
            request.set(replaced[replaced.length - 1], given.get(i));
        }
        return request.toString();
    }

    private static String held(String account) throws JsonProcessingException {
        return changed("hold,account", "\"7d819029-1b24-4545-81c9-aa905516a58b\",\"" + account + "\"");
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper =
                JsonMapper.builder().addModule(new JavaTimeModule()).build();
        new StrictJson().customize(mapper);
        return mapper;
    }
}
