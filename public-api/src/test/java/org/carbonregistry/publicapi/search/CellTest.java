package org.carbonregistry.publicapi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list is OWASP's (CSV injection), and what spreadsheets pass over before they look. */
class CellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\tname",
                "\r=1",
                "\rname",
                "\n=1",
                "\nname",
                " =1",
                "\u00a0=1",
                "\u3000@x",
                "\ufeff=1",
                "\u200b+1",
                "\u202e=1",
                " \t -1",
                "\uff1dcmd",
                "\uff0b1",
                "\uff0d1",
                "\uff20x",
                "\u22121",
                "\ufe631",
                "=cmd|' /C calc'!A0",
                "-",
                "="
            })
    void whatASpreadsheetWouldRunIsText(String text) {
        assertEquals("'" + text, Cell.neutral(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Acme", "M\u00fcller & S\u00f6hne", "a=b", "1-2", "x@y.org", " Acme", "'=1", "10", "A; B", "(=1)"
            })
    void everythingElseIsAsGiven(String text) {
        assertEquals(text, Cell.neutral(text));
    }

    @Test
    void aCellThatBeginsInTheMiddleIsTextToo() {
        assertEquals("Acme;'=1+1", Cell.neutral("Acme;=1+1"));
        assertEquals("Acme; '@x;'-y", Cell.neutral("Acme; @x;-y"));
        assertEquals("Acme\n'=1", Cell.neutral("Acme\n=1"));
        assertEquals("'=a;'=b", Cell.neutral("=a;=b"));
    }

    @Test
    void nothingIsTheEmptyCell() {
        assertEquals("", Cell.neutral(null));
        assertEquals("", Cell.neutral(""));
        assertEquals("", Cell.of(null));
    }
}
