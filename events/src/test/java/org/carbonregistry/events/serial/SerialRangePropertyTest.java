package org.carbonregistry.events.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SerialRangePropertyTest {

    @Property
    void whatIsFormattedIsReadBackTheSame(@ForAll("serials") SerialRange serial) {
        assertEquals(serial, SerialRange.parse(serial.format()));
    }

    @Property
    void oneUnitHasOneName(@ForAll("serials") SerialRange serial) {
        SerialNumber number = new SerialNumber(serial.withUnits(
                new UnitRange(serial.units().first(), serial.units().first())));
        assertEquals(number, SerialNumber.parse(number.format()));
    }

    @Property
    void takingAPartOutPartitionsTheRange(@ForAll("parts") List<UnitRange> wholeAndPart) {
        UnitRange whole = wholeAndPart.get(0);
        UnitRange part = wholeAndPart.get(1);
        List<UnitRange> all = new ArrayList<>(whole.without(part));
        all.add(part);
        all.sort(null);
        assertEquals(whole.first(), all.get(0).first());
        assertEquals(whole.last(), all.get(all.size() - 1).last());
        for (int i = 1; i < all.size(); i++) {
            assertEquals(all.get(i - 1).last() + 1, all.get(i).first());
        }
        assertEquals(
                whole.quantity(), all.stream().mapToLong(UnitRange::quantity).sum());
    }

    @Provide
    Arbitrary<SerialRange> serials() {
        Arbitrary<String> program =
                Arbitraries.strings().withCharRange('A', 'Z').ofMinLength(2).ofMaxLength(12);
        Arbitrary<String> country =
                Arbitraries.strings().withCharRange('A', 'Z').ofLength(2);
        Arbitrary<String> project = Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<Integer> vintage = Arbitraries.integers().between(1990, 2100);
        Arbitrary<Long> block = Arbitraries.longs().between(1, 999_999_999_999L);
        return Combinators.combine(program, country, project, vintage, block, units())
                .as(SerialRange::new);
    }

    @Provide
    Arbitrary<List<UnitRange>> parts() {
        return units().flatMap(whole -> Combinators.combine(
                        Arbitraries.longs().between(whole.first(), whole.last()),
                        Arbitraries.longs().between(whole.first(), whole.last()))
                .as((a, b) -> List.of(whole, new UnitRange(Math.min(a, b), Math.max(a, b)))));
    }

    private static Arbitrary<UnitRange> units() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 5_000_000_000L),
                        Arbitraries.longs().between(1, 5_000_000_000L))
                .as(UnitRange::ofQuantity);
    }
}
