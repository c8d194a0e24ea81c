package org.carbonregistry.publicapi.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,0.001",
        "1000,1",
        "12345,12.345",
        "1212216991000,'1,212,216,991'",
        "1000010,'1,000.01'",
        "9223372036854775807,'9,223,372,036,854,775.807'"
    })
    void kilogramsAreWrittenAsExactTonnes(long kilograms, String written) {
        assertEquals(written, Written.tonnesWritten(kilograms));
    }

    @Test
    void datesPurposesAndCountriesAreWrittenForPeople() {
        assertEquals("5 Sep 2024", Written.written(LocalDate.parse("2024-09-05")));
        assertEquals("Kenya", Written.countryName("KE"));
        assertEquals("CORSIA (international aviation)", Written.purpose("corsia"));
        assertNull(Written.purpose("not-stated"));
        assertEquals("crediting period", Written.words("creditingPeriod"));
        assertEquals("under validation", Written.words("under-validation"));
    }

    @ParameterizedTest
    @CsvSource({
        "CCR-R-17,/certificates/CCR-R-17",
        "CCR-1042,/projects/CCR-1042",
        "CCR-KE-1042-2023-58-17,/serials?serial=CCR-KE-1042-2023-58-17",
        "7944-1-2-VCU-046-APX-CN-1-1860-01012018-31072018-0,/serials?serial=7944-1-2-VCU-046-APX-CN-1-1860-01012018-31072018-0",
        "Acme Air,/retirements?q=Acme+Air",
        "ROLLS-ROYCE,/retirements?q=ROLLS-ROYCE",
        "a&b=c#d,/retirements?q=a%26b%3Dc%23d",
        "'',/retirements"
    })
    void theSearchBoxKnowsWhatATextNames(String text, String target) {
        assertEquals(target, HomePage.target(text));
    }

    @Test
    void sharesAddUpAndNothingThatIsThereDisappears() {
        Shares shares =
                Shares.of(List.of(Map.entry("active", 999_999L), Map.entry("buffer", 0L), Map.entry("retired", 1L)));
        assertEquals(
                List.of("active", "retired"),
                shares.bars().stream().map(Shares.Bar::kind).toList());
        assertEquals(3, shares.bars().get(1).width());
        assertNull(Shares.of(List.of(Map.entry("active", 0L))));
    }
}
