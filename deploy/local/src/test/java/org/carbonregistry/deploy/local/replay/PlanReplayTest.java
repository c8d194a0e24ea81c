package org.carbonregistry.deploy.local.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small ledger that was made up. */
class PlanReplayTest {

    private static final String ACTIVE_HEADER =
            "Issuance Date,Vintage Start,Vintage End,ID,Name,Country/Area,Project Type,Methodology,"
                    + "Total Vintage Quantity,Quantity Issued,Serial Number\n";
    private static final String RETIREMENTS_HEADER =
            "vintage_end,project_id,quantity,retirement_date,beneficiary,project_name,country,project_type\n";
    private static final String LAND = "Agriculture Forestry and Other Land Use";

    @TempDir
    Path folder;

    @Test
    void eachProjectAndVintageEndIsOneBlockOfItsRetiredAndActiveUnits() throws IOException {
        ReplayPlan plan = plan(
                active("2020-01-10", "2018-01-01", "2018-12-31", "7", 100, "50-1001-1100"),
                retirement("2018-12-31", "7", 30, "2019-05-01", "Somebody")
                        + retirement("2018-12-31", "7", 20, "2021-05-01", "")
                        + retirement("2019-12-31", "7", 5, "2021-05-02", "")
                        + retirement("2018-12-31", "12", 9, "2021-05-02", ""));
        assertEquals(
                List.of("7", "12"),
                plan.projects().stream().map(PlannedProject::code).toList());
        assertEquals(3, plan.blocks().size());
        PlannedBlock first = plan.blocks().get(0);
        assertEquals(150, first.quantity());
        assertEquals(50, first.retired());
        assertEquals(LocalDate.parse("2019-05-01"), first.issued());
        assertEquals(164, plan.issued());
        assertEquals(64, plan.retired());
        assertEquals("scope-14", plan.projects().get(0).type().code());
        assertEquals("KE", plan.projects().get(0).country());
    }

    @Test
    void activeUnitsAreTheLastOfTheBlockInTheOrderOfIssuanceThenUnit() throws IOException {
        ReplayPlan plan = plan(
                active("2020-01-10", "2018-01-01", "2018-12-31", "7", 10, "900-1-10")
                        + active("2020-01-10", "2018-01-01", "2018-12-31", "7", 5, "50-300-304")
                        + active("2020-01-10", "2018-01-01", "2018-12-31", "7", 20, "50-200-219"),
                retirement("2018-12-31", "7", 40, "2021-05-01", ""));
        List<PlacedRange> sources = plan.blocks().get(0).sources();
        assertEquals(
                List.of("41-60 50:200-219", "61-65 50:300-304", "66-75 900:1-10"),
                sources.stream()
                        .map(s -> s.first() + "-" + s.last() + " " + s.scope() + ":" + s.sourceFirst() + "-"
                                + s.sourceLast())
                        .toList());
        assertEquals(75, plan.blocks().get(0).quantity());
        assertFalse(sources.get(0).contested());
    }

    @Test
    void aPeriodStartsWhereTheSourceSaysUnlessThatOverlaps() {
        LocalDate end = LocalDate.parse("2020-06-30");
        assertEquals(
                LocalDate.parse("2019-07-01"),
                PlanReplay.start(LocalDate.parse("2019-07-01"), LocalDate.parse("2019-06-30"), end));
        assertEquals(
                LocalDate.parse("2020-02-02"),
                PlanReplay.start(LocalDate.parse("2019-07-01"), LocalDate.parse("2020-02-01"), end));
        assertEquals(LocalDate.parse("2020-01-01"), PlanReplay.start(null, null, end));
        assertEquals(LocalDate.parse("2020-01-01"), PlanReplay.start(null, LocalDate.parse("2018-12-31"), end));
        assertEquals(LocalDate.parse("2020-03-02"), PlanReplay.start(null, LocalDate.parse("2020-03-01"), end));
    }

    @Test
    void ofTwoStatedStartsTheLatestCountsAndTheOverlapIsFound() throws IOException {
        ReplayPlan plan = plan(
                active("2020-01-10", "2013-10-01", "2019-09-30", "7", 10, "50-1-10")
                        + active("2020-01-10", "2018-10-01", "2019-09-30", "7", 10, "60-1-10")
                        + active("2020-01-10", "2017-10-01", "2018-09-30", "7", 10, "70-1-10"),
                "");
        PlannedBlock later = plan.blocks().get(1);
        assertEquals(LocalDate.parse("2018-10-01"), later.start());
        assertFalse(later.startDerived());
        assertEquals(1, count(plan, PlanReplay.OVERLAPPING_START));
    }

    @Test
    void aStartThatTheSourceDoesNotSayIsMarkedDerived() throws IOException {
        PlannedBlock block = plan("", retirement("2019-12-31", "7", 1, "2021-05-02", ""))
                .blocks()
                .get(0);
        assertTrue(block.startDerived());
        assertEquals(LocalDate.parse("2019-01-01"), block.start());
    }

    @Test
    void rowsThatCannotBeTakenAreRejectedWithTheReason() throws IOException {
        ReplayPlan plan = plan(
                active("2020-01-10", "2018-01-01", "2018-12-31", "7", 11, "50-1-10")
                        + active("2020-01-10", "2018-01-01", "2018-12-31", "7", 10, "not a serial"),
                retirement("2018-12-31", "7", 0, "2021-05-01", "")
                        + retirement("2018-12-31", "7", 3, "yesterday", "")
                        + retirement("2018-12-31", "7", 3, "2021-05-01", "")
                        + retirement("2018-12-31", "8", 3, "2021-05-01", "").replace("Kenya", "Atlantis"));
        assertEquals(
                List.of(1L, 2L, 1L, 2L, 4L),
                plan.rejected().stream().map(RejectedRow::row).toList());
        assertEquals("quantity is 0", plan.rejected().get(2).reason());
        assertEquals("unknown country: Atlantis", plan.rejected().get(4).reason());
        assertEquals(3, plan.retired());
        assertEquals(1, plan.retirements().size());
    }

    @Test
    void whatDoesNotAddUpInTheSourceIsAFinding() throws IOException {
        ReplayPlan plan = plan(
                active("2020-01-10", "2018-01-01", "2018-12-31", "7", 10, "50-1-10")
                        + active("2020-01-10", "2019-01-01", "2019-12-31", "7", 3000, "51-1-3000")
                        + active("2020-01-10", "2020-01-01", "2020-12-31", "7", 6, "50-5-10")
                                .replace("-KE-", "-UG-"),
                "");
        assertEquals(2, count(plan, PlanReplay.SHORT_OF_TOTAL));
        assertEquals(1, count(plan, PlanReplay.ABOVE_TOTAL));
        assertEquals(1, count(plan, PlanReplay.OTHER_COUNTRY));
        assertEquals(1, count(plan, PlanReplay.CONTESTED));
        assertTrue(plan.blocks().get(0).sources().get(0).contested());
    }

    @Test
    void equalRowsAreTwoRetirementsAndTheSameRowIsAlwaysTheSame() throws IOException {
        String twice = retirement("2018-12-31", "7", 3, "2021-05-01", "A\tB");
        SourceLedger ledger = ledger("", twice + twice);
        SourceLedger again = ledger("", twice + twice);
        RetirementRow one = ledger.retirements().get(0);
        assertEquals("A B", one.beneficiary());
        assertNotEquals(
                ledger.externalId(one), ledger.externalId(ledger.retirements().get(1)));
        assertEquals(
                ledger.externalId(one), again.externalId(again.retirements().get(0)));
    }

    @Test
    void gzippedFilesReadTheSame() throws IOException {
        Path plain = Files.writeString(folder.resolve("active.csv"), ACTIVE_HEADER);
        Path zipped = folder.resolve("retirements.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write((RETIREMENTS_HEADER + retirement("2018-12-31", "7", 3, "2021-05-01", "")).getBytes());
        }
        assertEquals(1, ReadSource.read(plain, zipped).retirements().size());
    }

    @Test
    void allSpellingsOfASerialAreRead() {
        for (String text : List.of(
                "19-5-9-VCS-VCU-1507-VER-ET-14-1340-01012020-31122020-1",
                "79-5-9-VCU-046-APX-CN-1-1860-01012018-31072018-0",
                "79-5-9-VCU-046-MER-CN-1-1860-01012018-31072018-0",
                "79-5-9-VCU-001-TZ1-US-13-16-01012004-31122004-0",
                "79-5-9-VCU-046-CDC-CN-1-1860-01012018_31072018-0")) {
            assertEquals(5, SourceSerial.parse(text).quantity(), text);
            assertEquals(2, SourceSerial.parse(text).country().length());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> SourceSerial.parse("79-9-5-VCU-046-MER-CN-1-1-01012018-31072018-0"));
        assertThrows(IllegalArgumentException.class, () -> SourceType.of("Magic"));
        assertEquals(
                "scope-1-13",
                SourceType.of("Energy industries (renewable/non-renewable sources); Waste handling and disposal")
                        .code());
    }

    private ReplayPlan plan(String active, String retirements) throws IOException {
        return PlanReplay.plan("verra", ledger(active, retirements));
    }

    private SourceLedger ledger(String active, String retirements) throws IOException {
        return ReadSource.read(
                Files.writeString(folder.resolve("active.csv"), ACTIVE_HEADER + active),
                Files.writeString(folder.resolve("retirements.csv"), RETIREMENTS_HEADER + retirements));
    }

    private static long count(ReplayPlan plan, String kind) {
        return plan.findings().stream().filter(f -> f.kind().equals(kind)).count();
    }

    private static String active(String issued, String start, String end, String id, long quantity, String units) {
        return issued + "," + start + "," + end + "," + id + ",Made up,Kenya," + LAND + ",VM0042,2000," + quantity + ","
                + units + "-VCS-VCU-263-VER-KE-14-" + id + "-01012018-31122018-0\n";
    }

    private static String retirement(String end, String id, long quantity, String date, String beneficiary) {
        return end + "," + id + "," + quantity + "," + date + "," + beneficiary + ",Made up,Kenya," + LAND + "\n";
    }
}
