package org.carbonregistry.issuance.issuance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.account.Account;
import org.carbonregistry.issuance.issuance.NewIssuance.AskedVintage;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.project.Project;
import org.carbonregistry.issuance.project.ProjectState;
import org.carbonregistry.issuance.verification.OpenVintage;
import org.carbonregistry.issuance.verification.VintageRules;

/** Whether units may be requested and approved: rules 3, 5, 7, 8 and 22 of the domain. */
final class IssuanceDecision {

    private IssuanceDecision() {}

    /**
     * The vintages of a request that is accepted; each becomes a block.
     *
     * @param account null when it is not known here
     */
    static List<RequestedVintage> request(
            Program program,
            Project project,
            List<OpenVintage> verified,
            Account account,
            NewIssuance asked,
            Actor actor,
            LocalDate today) {
        if (actor.registrar() ? !program.isImportOpen() : !actor.actsFor(project.proponent())) {
            throw IssuanceRefusal.NOT_YOUR_PROJECT.of(null, "/verification");
        }
        if (!Boolean.TRUE.equals(asked.notIssuedElsewhere())) {
            throw IssuanceRefusal.NOT_DECLARED.of(null, "/notIssuedElsewhere");
        }
        requireRegistered(project);
        requireReceiver(program, project, account, asked.account());
        requireEffectiveDate(program, asked.effectiveDate(), today, "/effectiveDate");
        List<RequestedVintage> vintages = vintages(program, verified, asked, today);
        requireApart(vintages);
        requireVerified(verified, vintages);
        SourceRanges.requireDistinct(vintages);
        return vintages;
    }

    /** Another person than the requester, and everything still is as it was at the request. */
    static void approve(
            Program program,
            Project project,
            Account account,
            Issuance issuance,
            List<RequestedVintage> vintages,
            Actor actor) {
        issuance.status().after(IssuanceMove.APPROVE);
        if (issuance.requestedBy().equals(actor.subject())) {
            throw IssuanceRefusal.FOUR_EYES.of(null, null);
        }
        if (!program.isImportOpen() && vintages.stream().anyMatch(RequestedVintage::isBroughtIn)) {
            throw IssuanceRefusal.IMPORT_NOT_OPEN.of("It brings in units of another registry.", null);
        }
        requireRegistered(project);
        requireReceiver(program, project, account, issuance.account());
    }

    /** The requester, or somebody of the same organisation, takes a request back. */
    static void withdraw(Issuance issuance, Actor actor) {
        if (!issuance.requestedBy().equals(actor.subject()) && !actor.actsFor(issuance.organisation())) {
            throw IssuanceRefusal.NOT_YOUR_ISSUANCE.of(null, null);
        }
    }

    /** An original date is accepted only while the import is open, and never one to come. */
    static void requireEffectiveDate(Program program, LocalDate date, LocalDate today, String pointer) {
        if (date == null) {
            return;
        }
        if (!program.isImportOpen()) {
            throw IssuanceRefusal.IMPORT_NOT_OPEN.of("Then something has a date of its own.", pointer);
        }
        if (Shape.day(date, pointer).isAfter(today)) {
            throw IssuanceRefusal.IN_THE_FUTURE.of(date + ".", pointer);
        }
    }

    private static void requireRegistered(Project project) {
        if (project.status() != ProjectState.REGISTERED) {
            throw IssuanceRefusal.PROJECT_NOT_REGISTERED.of(
                    "It is " + project.status().word() + ".", null);
        }
    }

    private static void requireReceiver(Program program, Project project, Account account, String id) {
        if (account == null) {
            throw IssuanceRefusal.UNKNOWN_ACCOUNT.of("'" + id + "'.", "/account");
        }
        boolean proponents = project.proponent() != null && project.proponent().equals(account.organisation());
        if (!account.isOrdinary() || !proponents && !program.isImportOpen()) {
            throw IssuanceRefusal.ACCOUNT_CANNOT_RECEIVE.of(null, "/account");
        }
        if (!account.isOpen()) {
            throw IssuanceRefusal.ACCOUNT_NOT_OPEN.of(null, "/account");
        }
    }

    private static List<RequestedVintage> vintages(
            Program program, List<OpenVintage> verified, NewIssuance asked, LocalDate today) {
        List<AskedVintage> wanted = asked.vintages() != null
                ? asked.vintages()
                : verified.stream()
                        .filter(v -> v.open() > 0)
                        .map(v -> new AskedVintage(v.start(), v.end(), v.open(), null, null))
                        .toList();
        if (wanted.isEmpty() && asked.vintages() == null) {
            throw IssuanceRefusal.MORE_THAN_VERIFIED.of("Nothing is left.", "/verification");
        }
        if (wanted.isEmpty()) {
            throw IssuanceRefusal.FIELD_MISSING.of("At least one vintage is needed.", "/vintages");
        }
        Shape.list(wanted, Bounds.VINTAGES, "/vintages");
        List<RequestedVintage> vintages = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            String at = "/vintages/" + i;
            AskedVintage vintage = Shape.given(wanted.get(i), at);
            VintageRules.requireAllowed(program, vintage.start(), vintage.end(), today, at);
            Shape.units(vintage.quantity(), at + "/quantity");
            OpenVintage within = verified.stream()
                    .filter(v -> v.contains(vintage.start(), vintage.end()))
                    .findFirst()
                    .orElseThrow(() -> IssuanceRefusal.OUTSIDE_VERIFIED_PERIOD.of(
                            vintage.start() + " to " + vintage.end() + ".", at));
            requireEffectiveDate(program, vintage.effectiveDate(), today, at + "/effectiveDate");
            vintages.add(new RequestedVintage(
                    i + 1,
                    within.position(),
                    vintage.start(),
                    vintage.end(),
                    vintage.quantity(),
                    vintage.effectiveDate() == null ? asked.effectiveDate() : vintage.effectiveDate(),
                    SourceRanges.of(program, vintage.sourceRanges(), vintage.quantity(), at + "/sourceRanges")));
        }
        return vintages;
    }

    private static void requireApart(List<RequestedVintage> vintages) {
        List<RequestedVintage> sorted = vintages.stream()
                .sorted(Comparator.comparing(RequestedVintage::start))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (!sorted.get(i).start().isAfter(sorted.get(i - 1).end())) {
                throw IssuanceRefusal.VINTAGES_OVERLAP.of(sorted.get(i).start() + " is in both.", "/vintages");
            }
        }
    }

    private static void requireVerified(List<OpenVintage> verified, List<RequestedVintage> vintages) {
        Map<Integer, Long> open = new HashMap<>();
        verified.forEach(v -> open.put(v.position(), v.open()));
        for (RequestedVintage vintage : vintages) {
            long left = open.get(vintage.verifiedPosition());
            if (vintage.quantity() > left) {
                throw IssuanceRefusal.MORE_THAN_VERIFIED.of(
                        vintage.quantity() + " asked, " + left + " left.",
                        "/vintages/" + (vintage.position() - 1) + "/quantity");
            }
            open.put(vintage.verifiedPosition(), left - vintage.quantity());
        }
    }
}
