package org.carbonregistry.deploy.bench;

import java.util.Locale;

/**
 * What is to be reached: a bound and what it is of.
 *
 * @param bound the value to reach or to stay under
 * @param atLeast whether more is better
 */
record Target(String of, double bound, boolean atLeast, String unit) {

    static Target atLeast(String of, double bound, String unit) {
        return new Target(of, bound, true, unit);
    }

    static Target under(String of, double bound, String unit) {
        return new Target(of, bound, false, unit);
    }

    boolean isMet(double value) {
        return atLeast ? value >= bound : value < bound;
    }

    Check check(double value) {
        return new Check(toString(), value, isMet(value));
    }

    @Override
    public String toString() {
        String number = bound == Math.rint(bound)
                ? String.format(Locale.ROOT, "%,.0f", bound)
                : String.format(Locale.ROOT, "%.2f", bound);
        return of + (atLeast ? " >= " : " < ") + number + (unit.isEmpty() ? "" : " " + unit);
    }

    /** A target beside what came of it. */
    record Check(String target, double value, boolean met) {}
}
