package org.carbonregistry.retirement.retire;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/** As what somebody may order a retirement: a holder out of its organisation's accounts, a venue out of holds it settles. */
public enum OrderingRole {
    HOLDER("holder"),
    VENUE("venue");

    private final String role;

    OrderingRole(String role) {
        this.role = role;
    }

    /** Those that a caller has. */
    public static Set<OrderingRole> of(Predicate<String> hasRole) {
        Set<OrderingRole> roles = EnumSet.noneOf(OrderingRole.class);
        for (OrderingRole one : values()) {
            if (hasRole.test(one.role)) {
                roles.add(one);
            }
        }
        return roles;
    }

    /**
     * Whether somebody with these roles may give such an order.
     *
     * @throws Refused forbidden
     */
    public static void require(Order order, Set<OrderingRole> roles) {
        OrderingRole needed = order.hold() == null ? HOLDER : VENUE;
        if (!roles.contains(needed)) {
            throw new Refused(
                    EdgeRefusal.FORBIDDEN,
                    "your roles do not allow this: to retire " + (needed == HOLDER ? "without" : "out of")
                            + " a hold needs the role " + needed.role,
                    "/hold");
        }
    }
}
