package org.carbonregistry.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carbonregistry.deploy.local.demo.Answer;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.deploy.local.demo.RegistryClient;

/**
 * Registers a programme, accounts, projects, verifications and issuances over REST, as the demo users {@code registrar} and
 * {@code registrar2} (who approves): the programme is open for an import, so that no verifier has to come by.
 */
final class PrepareRegister {

    /** Who retires and transfers. */
    static final String HOLDER = "holder";

    private static final String ORGANISATION = "acme-air";
    private static final String KYC_EVIDENCE = "b5".repeat(32);
    private static final int CLIENTS = 6;
    private static final int VINTAGES = 10;
    private static final int FIRST_VINTAGE = 2011;
    private static final List<String> NOT_STATED =
            List.of("creditingPeriod", "proponent", "document", "location", "registrationDate", "methodology");

    private final RegistryClient client;
    private final String program;

    PrepareRegister(RegistryClient client, String program) {
        this.client = client;
        this.program = program;
    }

    /**
     * Does so.
     *
     * @param accounts how many accounts hold blocks, and as many receive
     * @param blocks how many in all
     * @param units in each block
     */
    Register run(int accounts, int blocks, long units) throws InterruptedException {
        openProgram();
        List<String> holders = openAccounts("holds", accounts);
        List<String> receivers = openAccounts("receives", accounts);
        Map<String, List<String>> blocksOf = new ConcurrentHashMap<>();
        holders.forEach(account -> blocksOf.put(account, new ArrayList<>()));
        int projects = (blocks + VINTAGES - 1) / VINTAGES;
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int p = 0; p < projects; p++) {
                int number = p + 1;
                int count = Math.min(VINTAGES, blocks - p * VINTAGES);
                String account = holders.get(p % accounts);
                all.add(clients.submit(() -> {
                    List<String> opened = issue(number, account, count, units);
                    List<String> own = blocksOf.get(account);
                    synchronized (own) {
                        own.addAll(opened);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : new IllegalStateException(e.getCause());
        } finally {
            clients.shutdownNow();
        }
        Register register = new Register(program, holders, receivers, Map.copyOf(blocksOf));
        awaitShown(register);
        return register;
    }

    /** One more project with blocks of its own, all in one issuance; their names. */
    List<String> issue(int number, String account, int count, long units) {
        String code = Integer.toString(number);
        Map<String, Object> project = new LinkedHashMap<>();
        project.put("program", program);
        project.put("code", code);
        project.put("name", "Measured project " + code);
        project.put("country", "KE");
        project.put("type", "landfill-gas");
        project.put("status", "registered");
        project.put("notStated", append("methodologyVersion"));
        project.put("derived", List.of("nature"));
        project.put("externalId", program + ":" + code);
        String id = post(Door.ISSUANCE, "registrar", "/v1/projects", project)
                .path("id")
                .asText();
        List<Map<String, Object>> vintages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int year = FIRST_VINTAGE + i;
            vintages.add(Map.of("start", year + "-01-01", "end", year + "-12-31", "quantity", units));
        }
        Map<String, Object> verification = new LinkedHashMap<>();
        verification.put("date", "2022-06-30");
        verification.put("periodStart", FIRST_VINTAGE + "-01-01");
        verification.put("periodEnd", (FIRST_VINTAGE + count - 1) + "-12-31");
        verification.put("vintages", vintages);
        verification.put("notStated", List.of("vvb", "document"));
        verification.put("derived", List.of("date", "period", "quantity"));
        verification.put("externalId", program + ":" + code + ":1");
        String verified = post(Door.ISSUANCE, "registrar", "/v1/projects/" + id + "/verifications", verification)
                .path("id")
                .asText();
        Map<String, Object> issuance = new LinkedHashMap<>();
        issuance.put("verification", verified);
        issuance.put("account", account);
        issuance.put("notIssuedElsewhere", true);
        issuance.put("externalId", program + ":" + code + ":1");
        String issued = post(Door.ISSUANCE, "registrar", "/v1/issuances", issuance)
                .path("id")
                .asText();
        List<String> blocks = new ArrayList<>();
        for (JsonNode block : post(Door.ISSUANCE, "registrar2", "/v1/issuances/" + issued + "/approve", Map.of())
                .path("blocks")) {
            blocks.add(block.path("block").asText());
        }
        return blocks;
    }

    private void openProgram() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", program);
        body.put("name", "Measured programme " + program);
        body.put("scope", "global");
        body.put("unitKilograms", 1000);
        body.put(
                "projectTypes",
                List.of(Map.of(
                        "code", "landfill-gas",
                        "name", "Landfill gas",
                        "sector", "waste",
                        "nature", "reduction",
                        "natureBased", false)));
        body.put("oldestVintage", 2000);
        body.put("vintageMayCrossYear", false);
        body.put("bufferAppliesTo", "none");
        body.put("requireDifferentBodies", false);
        List<String> open = append("methodologyVersion");
        open.addAll(List.of("vvb", "riskRating"));
        body.put("mayBeNotStated", open);
        body.put("sourceRegistry", "bench");
        post(Door.ISSUANCE, "registrar", "/v1/programs", body);
    }

    private List<String> openAccounts(String name, int count) {
        Map<String, Object> organisation = Map.of("code", ORGANISATION, "name", "Acme Air", "country", "IE");
        Answer registered = client.post(Door.ACCOUNT, "registrar", "/v1/organisations", organisation);
        if (registered.status() != 409) {
            registered.orRefused();
        }
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> account = Map.of(
                    "organisation",
                    ORGANISATION,
                    "kind",
                    "trading",
                    "name",
                    program + " " + name + " " + i,
                    "kycEvidenceSha256",
                    KYC_EVIDENCE,
                    "kycDate",
                    "2024-01-15");
            accounts.add(client.post(Door.ACCOUNT, "registrar", "/v1/accounts", account, program + "-" + name + "-" + i)
                    .orRefused()
                    .path("id")
                    .asText());
        }
        return accounts;
    }

    private void awaitShown(Register register) {
        register.blocks()
                .values()
                .forEach(names -> names.forEach(
                        name -> client.await(Door.PUBLIC, null, "/v1/blocks/" + name, block -> block.path("id")
                                .asText()
                                .equals(name))));
    }

    private JsonNode post(Door door, String user, String path, Object body) {
        return client.post(door, user, path, body).orRefused();
    }

    private static List<String> append(String more) {
        List<String> all = new ArrayList<>(NOT_STATED);
        all.add(more);
        return all;
    }
}
