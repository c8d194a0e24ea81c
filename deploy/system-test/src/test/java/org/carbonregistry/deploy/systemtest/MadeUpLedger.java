package org.carbonregistry.deploy.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small ledger of another registry, made up, with all that is ugly in real ones: equal rows, a quantity of 0, serials that
 * overlap, an underscore between dates, a country that is not the row's, two starts of one vintage, letters of all kinds.
 *
 * @param issued units of all blocks
 * @param retired units of all retirements that can be brought in
 * @param retirements how many those are
 */
record MadeUpLedger(
        Path active, Path retirements, int projects, int blocks, long issued, long retired, int retirementRows) {

    private static final String ACTIVE =
            "Issuance Date,Vintage Start,Vintage End,ID,Name,Country/Area,Project Type,Methodology,"
                    + "Total Vintage Quantity,Quantity Issued,Serial Number\n";
    private static final String RETIREMENTS =
            "vintage_end,project_id,quantity,retirement_date,beneficiary,project_name,country,project_type\n";
    private static final String LAND = "Agriculture Forestry and Other Land Use";
    private static final String ENERGY =
            "Energy industries (renewable/non-renewable sources); Waste handling and disposal";
    private static final int PROJECTS = 6;
    private static final int FIRST_YEAR = 2016;
    private static final int YEARS = 4;
    private static final int HELD = 100;
    private static final List<String> BENEFICIARIES = List.of(
            "",
            "Acme Air",
            "Zażółć gęślą jaźń Sp. z o.o.",
            "株式会社みどり",
            "\"Quoted, with a comma\"",
            "=HYPERLINK(1)",
            "  blanks around\t",
            "عميل");

    /** Writes one: every block has 100 active units, and so many rows of retirements in all. */
    static MadeUpLedger write(Path folder, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder active = new StringBuilder(ACTIVE);
        long held = 0;
        for (int p = 1; p <= PROJECTS; p++) {
            for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
                String units = "90" + p + year + "-1001-" + (1000 + HELD);
                active.append(active(p, year + "-01-01", year, units, "-0"));
                held += HELD;
            }
        }
        // The same units of the source twice, in two vintages; another start of one of them; a second spelling.
        active.append(active(1, "2015-07-01", FIRST_YEAR, "901" + FIRST_YEAR + "-1051-1060", "-0"));
        active.append(active(2, "2016-03-01", FIRST_YEAR, "999-1-50", "-0")
                .replace("VCS-VCU-263-VER", "VCU-046-APX")
                .replace("01012018-31122018", "01012018_31122018"));
        active.append(active(3, "2017-01-01", FIRST_YEAR + 1, "998-7-16", "-0").replace("-KE-", "-UG-"));
        active.append("2020-01-01,2018-01-01,2018-12-31,1,broken,Kenya,")
                .append(LAND)
                .append(",,,5,no serial\n");
        held += 10 + 50 + 10;

        StringBuilder retired = new StringBuilder(RETIREMENTS);
        long used = 0;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            boolean repeat = i % 3 == 2;
            String line = repeat ? lines.get(i - 1) : retirement(random);
            lines.add(line);
            retired.append(line);
            used += Long.parseLong(line.split(",")[2]);
        }
        retired.append("2016-12-31,1,0,2021-05-01,Nobody,Project 1,Kenya,")
                .append(LAND)
                .append('\n');
        return new MadeUpLedger(
                Files.writeString(folder.resolve("active.csv"), active),
                Files.writeString(folder.resolve("retirements.csv"), retired),
                PROJECTS,
                PROJECTS * YEARS,
                held + used,
                used,
                rows);
    }

    private static String active(int project, String start, int year, String units, String flag) {
        String[] parts = units.split("-");
        long quantity = Long.parseLong(parts[2]) - Long.parseLong(parts[1]) + 1;
        return "2020-02-03," + start + "," + year + "-12-31," + described(project, "AMS-I.D.; AMS-III.G.") + ",5000,"
                + quantity + "," + units + "-VCS-VCU-263-VER-KE-14-" + project + "-01012018-31122018" + flag + "\n";
    }

    private static String described(int project, String methodology) {
        return project + ",Project " + project + " à Nairobi," + "Kenya," + (project % 2 == 0 ? ENERGY : LAND) + ","
                + methodology;
    }

    private static String retirement(Random random) {
        int project = 1 + random.nextInt(PROJECTS);
        return (FIRST_YEAR + random.nextInt(YEARS)) + "-12-31," + project + "," + (1 + random.nextInt(9)) + ",20"
                + (20 + random.nextInt(4)) + "-0" + (1 + random.nextInt(9)) + "-15,"
                + BENEFICIARIES.get(random.nextInt(BENEFICIARIES.size())) + ","
                + described(project, "").replaceFirst("^\\d+,", "").replaceFirst(",$", "") + "\n";
    }
}
