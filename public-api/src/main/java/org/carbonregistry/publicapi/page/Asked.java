package org.carbonregistry.publicapi.page;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The filters in the address of a search page, to fill its form again and to link its other pages. */
public final class Asked {

    private final MultivaluedMap<String, String> parameters;
    private final UriInfo uri;

    Asked(UriInfo uri) {
        this.uri = uri;
        this.parameters = uri.getQueryParameters();
    }

    /** What stands in the field, or nothing. */
    public String value(String name) {
        String value = parameters.getFirst(name);
        return value == null ? "" : value;
    }

    public String getQ() {
        return value("q");
    }

    public String getBeneficiary() {
        return value("beneficiary");
    }

    public String getProject() {
        return value("project");
    }

    public String getProgram() {
        return value("program");
    }

    public String getType() {
        return value("type");
    }

    public String getMethodology() {
        return value("methodology");
    }

    public String getCountry() {
        return value("country");
    }

    public String getPurpose() {
        return value("purpose");
    }

    public String getVintageFrom() {
        return value("vintageFrom");
    }

    public String getVintageTo() {
        return value("vintageTo");
    }

    public String getRetiredFrom() {
        return value("retiredFrom");
    }

    public String getRetiredTo() {
        return value("retiredTo");
    }

    public String getQuantityFrom() {
        return value("quantityFrom");
    }

    public String getQuantityTo() {
        return value("quantityTo");
    }

    /** Whether any filter is set. */
    public boolean isAny() {
        return parameters.keySet().stream().anyMatch(name -> !"cursor".equals(name));
    }

    /** Whether a filter besides the words is set. */
    public boolean isNarrowed() {
        return getInUse() > 0;
    }

    /** How many filters besides the words are set. */
    public long getInUse() {
        return parameters.keySet().stream()
                .filter(name -> !"cursor".equals(name) && !"q".equals(name))
                .count();
    }

    /** The address without the fields a form sends empty, or null when there are none. */
    URI withoutEmpty() {
        List<String> empty = parameters.entrySet().stream()
                .filter(field -> field.getValue().stream().allMatch(String::isBlank))
                .map(Map.Entry::getKey)
                .toList();
        if (empty.isEmpty()) {
            return null;
        }
        UriBuilder clean = uri.getRequestUriBuilder();
        empty.forEach(name -> clean.replaceQueryParam(name, (Object[]) null));
        return relative(clean.build());
    }

    /** The address of the first page, or null when this is it. */
    String first() {
        return parameters.containsKey("cursor")
                ? relative(uri.getRequestUriBuilder()
                                .replaceQueryParam("cursor", (Object[]) null)
                                .build())
                        .toString()
                : null;
    }

    /** The address of the page after a cursor; null after the last. */
    String next(String cursor) {
        return cursor == null
                ? null
                : relative(uri.getRequestUriBuilder()
                                .replaceQueryParam("cursor", cursor)
                                .build())
                        .toString();
    }

    /** The address of all that was found as a file. */
    public String getFile() {
        UriBuilder file = uri.getRequestUriBuilder().replaceQueryParam("cursor", (Object[]) null);
        URI address = relative(file.build());
        return address.getRawPath() + ".csv" + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    private static URI relative(URI full) {
        return URI.create(full.getRawPath()
                + (full.getRawQuery() == null || full.getRawQuery().isEmpty() ? "" : "?" + full.getRawQuery()));
    }
}
