package org.carbonregistry.publicapi.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.carbonregistry.publicapi.PublicApiSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The certificate of a retirement, to be read and printed. */
@Singleton
@Path("/certificates")
@Produces(MediaType.TEXT_HTML)
public class CertificatesPage {

    private final ReadCertificate certificates;
    private final Optional<String> publicAddress;

    CertificatesPage(ReadCertificate certificates, PublicApiSettings settings) {
        this.certificates = certificates;
        this.publicAddress = settings.address();
    }

    @GET
    @Path("{number}")
    @Operation(hidden = true)
    public Uni<TemplateInstance> certificate(@PathParam("number") String number, @Context UriInfo uri) {
        String base = publicAddress.orElse(uri.getBaseUri().toString());
        String address = (base.endsWith("/") ? base : base + "/") + "certificates/";
        return certificates.read(number).map(c -> Pages.certificate(c, address + c.certificateNumber()));
    }
}
