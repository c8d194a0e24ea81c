package org.carbonregistry.deploy.local.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceFactsTest {

    private static final SourceFacts FACTS = new SourceFacts("VCS", "verra");
    private static final LocalDate DAY = LocalDate.parse("2020-05-01");
    private static final SourceType TYPE = SourceType.of("Agriculture Forestry and Other Land Use");

    @Test
    void whatTheSourceDoesNotSayOfARetirementIsNotStated() {
        Map<String, Object> unnamed = FACTS.retirement(row(null), "x:1", "A1001", "VCS-3");
        assertEquals("not-stated", unnamed.get("purpose"));
        assertEquals(List.of("beneficiary", "purpose", "retiredOrCancelled", "serials"), unnamed.get("notStated"));
        assertFalse(unnamed.containsKey("beneficiary"));
        Map<String, Object> named = FACTS.retirement(row("Acme"), "x:1", "A1001", "VCS-3");
        assertEquals(Map.of("name", "Acme"), named.get("beneficiary"));
        assertTrue(((List<?>) named.get("notStated")).contains("beneficiaryKind"));
        assertEquals("2020-05-01", named.get("effectiveDate"));
    }

    @Test
    void aProjectSaysWhatIsNotStatedAndWhatIsDerived() {
        Map<String, Object> project = FACTS.project(new PlannedProject("7", "Trees", "KE", TYPE, null, DAY));
        List<?> notStated = (List<?>) project.get("notStated");
        assertTrue(
                notStated.containsAll(List.of("methodology", "proponent", "registrationDate")), notStated.toString());
        assertEquals(List.of("nature"), project.get("derived"));
        assertFalse(project.containsKey("effectiveDate"));
    }

    @Test
    void aDerivedStartIsMarkedSo() {
        PlannedBlock block = new PlannedBlock("7", DAY, DAY.plusDays(9), true, 5, List.of(), DAY);
        Map<String, Object> verification = FACTS.verification(new VerifiedRun(List.of(block)));
        assertEquals(List.of("date", "period", "quantity", "vintages.0.start"), verification.get("derived"));
    }

    @Test
    void aMethodologyOfManyWordsHasACodeOfThem() {
        assertEquals("VM0007", SourceFacts.methodologyCode("VM0007"));
        assertEquals("AMS-I.D./AMS-III.G.", SourceFacts.methodologyCode("AMS-I.D.; AMS-III.G."));
        String code = SourceFacts.methodologyCode("Climate Action Reserve Landfill Project Protocol");
        assertTrue(code.length() <= 40 && code.startsWith("Climate-Action-Reserve-"), code);
    }

    private static RetirementRow row(String beneficiary) {
        return new RetirementRow(1, DAY, new SourceProject("7", "Trees", "Kenya", TYPE.name()), 5, DAY, beneficiary);
    }
}
