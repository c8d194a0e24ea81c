package org.carbonregistry.publicapi.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.publicapi.serial.ReadSerialLife;
import org.carbonregistry.publicapi.serial.SerialRefusal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** What became of any serial number. */
@Singleton
@Path("/serials")
@Produces(MediaType.TEXT_HTML)
public class SerialsPage {

    private static final int STRETCHES = 50;
    private static final int LONGEST = 200;

    private final ReadSerialLife lives;

    SerialsPage(ReadSerialLife lives) {
        this.lives = lives;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<TemplateInstance>> serials(
            @QueryParam("serial") String serial, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        String text = serial == null ? "" : serial.strip();
        if (text.isEmpty()) {
            return Uni.createFrom().item(RestResponse.ok(Pages.serials("", null, null, List.of(), null, null, null)));
        }
        if (text.length() > LONGEST) {
            return Uni.createFrom()
                    .item(refused(
                            text.substring(0, LONGEST),
                            new Refused(
                                    SerialRefusal.NOT_A_SERIAL,
                                    "this is longer than " + LONGEST + " characters",
                                    "serial")));
        }
        Asked asked = new Asked(uri);
        return lives.read(text, cursor, STRETCHES)
                .map(life -> RestResponse.ok(Pages.serials(
                        text,
                        null,
                        life,
                        states(life.byState()),
                        Shares.of(bars(life.byState())),
                        asked.first(),
                        asked.next(life.next()))))
                .onFailure(failure -> failure instanceof Refused refused && refused.reason() instanceof SerialRefusal)
                .recoverWithItem(failure -> refused(text, (Refused) failure));
    }

    private static RestResponse<TemplateInstance> refused(String text, Refused refused) {
        String title =
                switch ((SerialRefusal) refused.reason()) {
                    case NOT_A_SERIAL -> "This is not a serial number that is known here.";
                    case UNKNOWN_SERIAL -> "No such units are in this register.";
                    case INCONSISTENT_SERIAL -> "This serial number contradicts itself.";
                };
        Pages.Fault fault = new Pages.Fault(title, Written.capital(refused.getMessage()) + ".");
        return RestResponse.ResponseBuilder.<TemplateInstance>create(
                        refused.reason().status(), title)
                .entity(Pages.serials(text, fault, null, List.of(), null, null, null))
                .build();
    }

    private static List<Pages.UnitsInState> states(Map<String, Long> byState) {
        List<Pages.UnitsInState> states = new ArrayList<>();
        byState.forEach((state, quantity) -> {
            if (quantity > 0) {
                states.add(new Pages.UnitsInState(
                        Written.kind(state), Written.capital(Written.stateName(state)), quantity));
            }
        });
        return states;
    }

    private static List<Map.Entry<String, Long>> bars(Map<String, Long> byState) {
        return byState.entrySet().stream()
                .map(state -> Map.entry(Written.kind(state.getKey()), state.getValue()))
                .toList();
    }
}
