package org.carbonregistry.retirement.retire;

/** {@code PROGRAM-R-n}, n gap-free in the programme from 1, for example {@code CCR-R-17}. */
final class CertificateNumber {

    private CertificateNumber() {}

    static String format(String program, long number) {
        return program + "-R-" + number;
    }
}
