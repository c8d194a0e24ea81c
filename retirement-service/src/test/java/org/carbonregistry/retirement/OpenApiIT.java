package org.carbonregistry.retirement;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.house.OpenApiDrift;

@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class OpenApiIT extends OpenApiDrift {}
