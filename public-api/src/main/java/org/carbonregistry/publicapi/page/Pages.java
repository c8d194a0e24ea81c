package org.carbonregistry.publicapi.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.carbonregistry.publicapi.serial.SerialLife;
import org.carbonregistry.publicapi.statistics.Figures;

/** The templates in {@code templates/pages}, and what each is given. Everything in them is escaped. */
@CheckedTemplate(basePath = "pages")
final class Pages {

    private Pages() {}

    static native TemplateInstance home(Figures total, Shares shares, List<RetirementLine> latest, YearBars years);

    static native TemplateInstance retirements(
            Asked f, Choices choices, String count, List<RetirementLine> items, String first, String next);

    static native TemplateInstance projects(
            Asked f, Choices choices, List<ShownProject.Line> items, String first, String next);

    static native TemplateInstance project(
            ShownProject p,
            Figures total,
            Shares shares,
            List<ShownProject.Block> blocks,
            boolean moreBlocks,
            List<RetirementLine> latest);

    static native TemplateInstance serials(
            String asked,
            Fault problem,
            SerialLife life,
            List<UnitsInState> states,
            Shares shares,
            String first,
            String next);

    static native TemplateInstance certificate(ShownCertificate c, String address);

    static native TemplateInstance problem(int status, String heading, String sentence, String detail);

    /** What is wrong with a request, for people. */
    record Fault(String title, String detail) {}

    /** How many units are in a state. */
    record UnitsInState(String kind, String label, long quantity) {}
}
