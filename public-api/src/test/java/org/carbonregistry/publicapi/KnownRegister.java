package org.carbonregistry.publicapi;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.events.message.SourceRange;
import org.carbonregistry.publicapi.PublishedFacts.Part;

/**
 * A small register whose every unit is known, published once for all tests: the programmes GLB (tonnes), BIO (kilograms) and
 * VRA (brought in from another registry). Names are as ugly as the world's.
 */
public final class KnownRegister {

    public static final String LONG_NAME =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
                    + " and the Association of Independent Ferry Operators of the Upper, Middle and Lower Danube Basin e. V.";
    public static final String SCRIPT_NAME =
            "<script>document.title='taken'</script> & \"Sons\" <img src=x onerror=alert(1)>";
    public static final String ARABIC_NAME = "شركة النيل للطيران";
    public static final String CHINESE_NAME = "云南省红河哈尼族彝族自治州马堵山水电开发有限公司";

    /** Source serials of block VRA-1: units 61 to 100 of it, and 101 to 120. */
    public static final String OLD_FORM = "7944-443163147-443163186-VCU-046-APX-CN-1-1860-01012018-31072018-0";

    public static final String NEW_FORM = "16564-773386523-773386542-VCS-VCU-263-VER-CN-1-1860-01012018_31122018-0";
    /** Listed twice by the source: units 1 to 10 of VRA-2, and of VRA-3. */
    public static final String TWICE = "9001-500-509-VCS-VCU-262-VER-BR-14-868-01012019-31122019-0";
    /** A form whose parts have no name of their own: units 11 to 20 of VRA-2. */
    public static final String OTHER_REGISTRY = "ACR-US-1185-2025-3078-1 to 10";

    public static final ProjectType WIND = new ProjectType("wind", "Wind power", "energy", "reduction", false);
    public static final ProjectType HYDRO = new ProjectType("hydro", "Hydropower", "energy", "reduction", false);
    public static final ProjectType FOREST =
            new ProjectType("redd", "Avoided deforestation", "forest", "reduction", true);
    public static final ProjectType BIOCHAR = new ProjectType("biochar", "Biochar", "waste", "removal", false);

    private static final List<String> COMPANIES = List.of(
            "Acme Air plc",
            "Nordlicht Bank AG",
            "Kipeto Coffee Cooperative",
            "Société Générale de Transport",
            "Łódź Textile Works",
            "Blue Harbour Ferries Ltd",
            "City of Reykjavík");

    private static boolean readable;

    private KnownRegister() {}

    /** Publishes the register, if it is not yet, and waits until all of it can be read. */
    public static synchronized void publish() {
        if (readable) {
            return;
        }
        PublishedFacts facts = new PublishedFacts();
        tonnes(facts);
        kilograms(facts);
        imported(facts);
        facts.send();
        await().atMost(90, TimeUnit.SECONDS).until(() -> isThere(facts));
        readable = true;
    }

    /** The topics come in side by side, and so do the partitions of each: one fact says nothing of another. */
    private static boolean isThere(PublishedFacts facts) {
        return of("GLB").equals("195000 68 4")
                && of("BIO").equals("12.345 2 1")
                && of("VRA").equals("160 3 3")
                && facts.certificates().entrySet().stream().allMatch(c -> certificates(c.getKey()) == c.getValue())
                && facts.blocks().entrySet().stream().allMatch(b -> movements(b.getKey()) == b.getValue())
                && facts.projects().entrySet().stream().allMatch(p -> events(p.getKey()) == p.getValue());
    }

    private static long certificates(String program) {
        var answer = RestAssured.get("/v1/retirements?limit=1&count=true&program=" + program);
        return answer.statusCode() != 200 ? -1 : answer.jsonPath().getLong("count");
    }

    private static long movements(String block) {
        var answer = RestAssured.get("/v1/blocks/" + block);
        return answer.statusCode() != 200 ? -1 : answer.jsonPath().getLong("movements");
    }

    private static long events(String project) {
        var answer = RestAssured.get("/v1/projects/" + project);
        return answer.statusCode() != 200
                ? -1
                : answer.jsonPath().getList("history").size()
                        + answer.jsonPath().getList("verifications").size();
    }

    private static String of(String program) {
        var answer = RestAssured.get("/v1/statistics?program=" + program);
        return answer.statusCode() != 200
                ? ""
                : answer.jsonPath().getString("issued") + " "
                        + answer.jsonPath().getString("retirements") + " "
                        + answer.jsonPath().getString("blocks");
    }

    private static void tonnes(PublishedFacts f) {
        f.program("GLB", "Global Carbon Standard", 1000, null, WIND, HYDRO, FOREST, BIOCHAR);
        f.project("GLB", "1042", "Kipeto Wind Power", "KE", WIND, "Kipeto Energy PLC");
        f.project("GLB", "1043", "محطة الزعفرانة لطاقة الرياح", "EG", WIND, ARABIC_NAME);
        f.project(
                "GLB",
                "1044",
                "REDD project in Brazil nut concessions in Madre de Dios, with the federation of producers and the"
                        + " indigenous communities of the Tambopata buffer zone",
                "PE",
                FOREST,
                "Bosques Amazónicos SAC");
        f.project("GLB", "1045", "A project nobody was issued credits for", "IS", BIOCHAR, "Kolefni ehf.");
        f.block("GLB", "1042", "KE", 1, "2023-01-01", "2023-12-31", 100_000, 0, null);
        f.block("GLB", "1042", "KE", 2, "2024-01-01", "2024-12-31", 40_000, 0, null);
        f.block("GLB", "1043", "EG", 3, "2022-07-01", "2023-06-30", 25_000, 0, null);
        f.block("GLB", "1044", "PE", 4, "2023-01-01", "2023-12-31", 30_000, 6_000, null);
        f.move("GLB-1", 1, 60_000);
        f.nextDay();
        f.move("GLB-1", 1, 20_000);
        f.nextDay();
        f.retire(
                company("Acme Air plc"),
                "voluntary",
                null,
                "Flights of our customers in 2025",
                new Part("GLB-1", 1, 2_500));
        f.nextDay();
        f.retire(
                organisation(SCRIPT_NAME, null),
                "voluntary",
                null,
                "<b>bold</b>\n{c.quantity}",
                new Part("GLB-3", 1, 700));
        f.retire(organisation(LONG_NAME, "AT"), "compliance", null, null, new Part("GLB-4", 1, 1_250));
        f.retire(
                organisation(ARABIC_NAME, "EG"), "corsia", null, "تعويض رحلات عام ٢٠٢٥", new Part("GLB-3", 701, 4_000));
        f.retire(organisation(CHINESE_NAME, "CN"), "other", null, "二〇二五年度", new Part("GLB-4", 1_251, 1_300));
        f.retire(
                new Beneficiary("person", null, null, null, "b-77", "q5G1yR4n0oYx3K0b5cWJ2m4Jb8hVn1c3u0s9kTt7aZc="),
                "voluntary",
                null,
                null,
                new Part("GLB-4", 1_301, 1_301));
        f.retire(
                company("Nordlicht Bank AG"),
                "national-contribution",
                null,
                null,
                new Part("GLB-1", 2_501, 3_000),
                new Part("GLB-2", 1, 1_500));
        f.retireWithoutCertificate(new Part("GLB-2", 39_001, 39_500));
        f.retireWithoutCertificate(new Part("GLB-2", 39_601, 39_700), new Part("GLB-4", 20_001, 20_010));
        Random random = new Random(1042);
        long first = 3_001;
        for (int i = 0; i < 59; i++) {
            if (i % 5 == 0) {
                f.nextDay();
            }
            long last = first + random.nextInt(300);
            f.retire(
                    company(COMPANIES.get(i % COMPANIES.size())),
                    "voluntary",
                    null,
                    null,
                    new Part("GLB-1", first, last));
            first = last + 1;
        }
    }

    private static void kilograms(PublishedFacts f) {
        f.program("BIO", "Nordic Removal Standard", 1, null, BIOCHAR);
        f.project("BIO", "7", "Biochar from forest residues, Joensuu", "FI", BIOCHAR, "Karelian Char Oy");
        f.block("BIO", "7", "FI", 1, "2024-01-01", "2024-12-31", 12_345, 0, null);
        f.retire(company("City of Reykjavík"), "voluntary", null, null, new Part("BIO-1", 1, 1_001));
        f.retire(company("Acme Air plc"), "voluntary", null, null, new Part("BIO-1", 1_002, 1_002));
    }

    private static void imported(PublishedFacts f) {
        f.program("VRA", "Programme brought in", 1000, "verra", HYDRO, FOREST);
        f.importedProject("VRA", "1860", "Madushan Hydropower Project on Honghe River in Yunnan Province", "CN", HYDRO);
        f.importedProject("VRA", "868", "Floresta do Rio Preto", "BR", FOREST);
        f.block(
                "VRA",
                "1860",
                "CN",
                1,
                "2018-01-01",
                "2018-12-31",
                120,
                0,
                LocalDate.parse("2019-03-01"),
                source(61, "7944", 443163147, 40, OLD_FORM, false),
                source(101, "16564", 773386523, 20, NEW_FORM, false));
        f.block(
                "VRA",
                "868",
                "BR",
                2,
                "2019-01-01",
                "2019-12-31",
                20,
                0,
                LocalDate.parse("2020-05-04"),
                source(1, "9001", 500, 10, TWICE, true),
                new SourceRange(11, 20, "acr", "US-1185-3078", 1, 10, OTHER_REGISTRY, false));
        f.block(
                "VRA",
                "868",
                "BR",
                3,
                "2020-01-01",
                "2020-12-31",
                20,
                0,
                LocalDate.parse("2020-06-04"),
                source(1, "9001", 500, 10, TWICE, true),
                source(11, "9001", 510, 10, "9001-510-519-VCS-VCU-262-VER-BR-14-868-01012020-31122020-0", false));
        LocalDate then = LocalDate.parse("2021-12-31");
        f.retire(null, "not-stated", then, null, new Part("VRA-1", 1, 40));
        f.retire(organisation("Acme Air plc", null), "not-stated", then.plusDays(1), null, new Part("VRA-1", 41, 50));
        f.retire(
                new Beneficiary("not-stated", "acme air PLC", null, null, null, null),
                "not-stated",
                then.plusDays(2),
                null,
                new Part("VRA-1", 51, 60));
    }

    private static SourceRange source(
            long first, String scope, long sourceFirst, long quantity, String serial, boolean contested) {
        return new SourceRange(
                first,
                first + quantity - 1,
                "verra",
                scope,
                sourceFirst,
                sourceFirst + quantity - 1,
                serial,
                contested);
    }

    private static Beneficiary company(String name) {
        return new Beneficiary("organisation", name, "529900T8BM49AURSDO55", "DE", null, null);
    }

    private static Beneficiary organisation(String name, String country) {
        return new Beneficiary("organisation", name, null, country, null, null);
    }
}
