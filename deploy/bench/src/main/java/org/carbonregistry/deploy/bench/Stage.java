package org.carbonregistry.deploy.bench;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonregistry.deploy.local.RunFile;
import org.carbonregistry.deploy.local.demo.RegistryClient;

/**
 * What every scenario works with.
 *
 * @param names numbers the requests of this run: each needs a name of its own
 */
record Stage(
        Vertx vertx,
        RunFile registry,
        RegistryClient client,
        Register register,
        Processes processes,
        AtomicLong names) {

    Certificates certificates() {
        return new Certificates(client, register.program());
    }

    String token() {
        return registry.token(PrepareRegister.HOLDER);
    }

    /** One retirement of one unit of a block, as a line of JSON. */
    String retirement(Register.Place place, long name) {
        return "{\"externalId\":\"" + register.program() + "-" + name + "\",\"account\":\"" + place.account()
                + "\",\"quantity\":1,\"program\":\"" + register.program() + "\",\"block\":\"" + place.block()
                + "\",\"beneficiary\":{\"name\":\"Passenger " + name % 1000
                + "\",\"kind\":\"organisation\",\"country\":\"IE\"},\"purpose\":\"voluntary\","
                + "\"message\":\"measured\"}";
    }

    /** One transfer of one unit of a block. */
    String transfer(Register.Place place, long name) {
        return "{\"externalId\":\"" + register.program() + "-" + name + "\",\"fromAccount\":\"" + place.account()
                + "\",\"toAccount\":\"" + place.receiver() + "\",\"quantity\":1,\"program\":\""
                + register.program() + "\",\"block\":\"" + place.block() + "\"}";
    }

    /** Where the load goes: every block, or one. */
    List<Register.Place> places(boolean hot) {
        List<Register.Place> all = register.places();
        return hot ? all.subList(0, 1) : all;
    }
}
